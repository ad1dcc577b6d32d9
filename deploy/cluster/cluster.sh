#!/usr/bin/env bash
# Nodes of a real OpenSearch cluster on this machine, for trying and testing: node N of 3 answers at
# http://127.0.0.1 and port CLUSTER_PORT + N (9200 + N). Each is a process of its own. Java 17, Maven.
#   cluster.sh build | start N… | wait NODES | stop N… | kill N… | pid N | memory N…
# CLUSTER_DATA: where nodes keep their data and logs; CLUSTER_HEAP: the heap of each (512m).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jars=${CLUSTER_JARS:-$here/../../build/cluster}
data=${CLUSTER_DATA:-$jars/data} port=${CLUSTER_PORT:-9200} heap=${CLUSTER_HEAP:-512m}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

build() {
    [ -e "$jars/lib/.whole" ] || {
        mvn -q -B -f "$here/pom.xml" -DbuildDirectory="$(mkdir -p "$jars" && cd "$jars" && pwd)" package
        touch "$jars/lib/.whole"
    }
}

seeds=$(seq -s, -f '127.0.0.1:%.0f' $((port + 101)) $((port + 103)))

start() {
    mkdir -p "$data/n$1"
    "$java" -Xms"$heap" -Xmx"$heap" -XX:+UseSerialGC -XX:MaxDirectMemorySize=128m \
        -Djava.io.tmpdir="$data/n$1" -cp "$jars/node.jar:$jars/lib/*" Server "$data/n$1" \
        cluster.name="wenbao-$port" node.name="n$1" network.host=127.0.0.1 \
        http.port=$((port + $1)) transport.port=$((port + 100 + $1)) \
        discovery.seed_hosts="$seeds" cluster.initial_cluster_manager_nodes=n1,n2,n3 \
        node.processors=2 cluster.routing.allocation.disk.threshold_enabled=false \
        indices.query.bool.max_clause_count=4096 \
        >>"$data/n$1/log" 2>&1 </dev/null &
    echo $! >"$data/n$1/pid"
}

await() {
    for _ in $(seq 600); do
        for n in 1 2 3; do
            curl -sf "127.0.0.1:$((port + n))/_cluster/health?wait_for_nodes=$1&timeout=1s" \
                >/dev/null && return
        done
        sleep 0.2
    done
    echo "no cluster of $1 nodes came up; see $data/n1/log" >&2
    return 1
}

usage() {
    sed -n '2,6s/^# //p' "$0"
}

[ $# -gt 0 ] || {
    usage >&2
    exit 2
}
command=$1
shift
if [ "$command" = build ]; then
    build
    exit
fi
for node in "$@"; do
    case $command in
        start) build && start "$node" ;;
        stop) kill "$(cat "$data/n$node/pid")" ;;
        kill) kill -9 "$(cat "$data/n$node/pid")" ;;
        pid) cat "$data/n$node/pid" ;;
        memory) grep -H VmRSS "/proc/$(cat "$data/n$node/pid")/status" ;;
        wait) await "$node" ;;
        *)
            usage >&2
            exit 2
            ;;
    esac
done
