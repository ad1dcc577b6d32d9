"""How hypothesis looks for counterexamples, everywhere in the tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run, so that what has passed passes again; a machine that is busy with
# other things is no reason to fail. Others each time: `pytest --hypothesis-profile=roaming`.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("roaming", deadline=None)
settings.load_profile("steady")
