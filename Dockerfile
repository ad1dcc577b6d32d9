# Any image with Python 3.11+ at `python` will do. Name it by digest to pin it to the byte:
#   docker build --build-arg BASE=docker.io/library/python@sha256:… .
ARG BASE=docker.io/library/python:3.13-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
COPY requirements/build.txt requirements/archive.txt ./
# Every file is checked against the lock, the builder of jieba (setuptools) too; it and pip stay
# behind here.
RUN python -m venv --without-pip /opt/wenbao \
 && pip --python /opt/wenbao/bin/python install --require-hashes -r build.txt \
 && pip --python /opt/wenbao/bin/python install --require-hashes \
      --no-build-isolation --use-pep517 -r archive.txt \
 && pip --python /opt/wenbao/bin/python uninstall --yes setuptools
# A third of it is never read: jieba's taggers and neural model (of jieba we take the tokenizer
# only, tests/test_architecture.py says so) and numpy's own tests.
WORKDIR /opt/wenbao/lib
RUN rm -r python3.*/site-packages/jieba/analyse \
          python3.*/site-packages/jieba/lac_small \
          python3.*/site-packages/jieba/posseg \
 && find python3.*/site-packages/numpy -name tests -type d -prune -exec rm -r {} +
WORKDIR /app
COPY LICENSE ./
COPY bot bot
COPY retrieval retrieval
# The root file system may be read-only, so what Python would write is written now.
RUN python -m compileall -q --invalidation-mode unchecked-hash bot retrieval
COPY corpus corpus

FROM ${BASE}
LABEL org.opencontainers.image.title="Wenbao" \
      org.opencontainers.image.description="Answers questions about Chinese reports, in their own words" \
      org.opencontainers.image.licenses="MIT"
ENV PATH=/opt/wenbao/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    NUMBA_CACHE_DIR=/data/compiled \
    CORPUS_DIR=/app/corpus/articles \
    DATA_DIR=/data \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8080
# Numbers, not names: a cluster can then see that the user is not root.
RUN install -d -o 10001 -g 10001 -m 0750 /data
COPY --from=build /opt/wenbao /opt/wenbao
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
