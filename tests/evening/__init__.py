"""An evening with the bot: a script that people follow, and the transcript of what came of it.

The bot runs as a process, on the reports in `corpus/articles`, against the fake Telegram, over
HTTP. `python -m tests.evening` plays the evening for whoever wants to watch (`make demo`), and
`python -m tests.evening --write` writes down in `transcript.txt` what a test then expects.
"""
