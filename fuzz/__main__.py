# SPDX-License-Identifier: Apache-2.0
"""Run the fuzzers one after the other: `make fuzz`, or `make fuzz SECONDS=600 ARGS=fuzz_canonical` for one and longer.

A fuzzer is a file `fuzz_*.py` in this folder that calls `fuzz.harness.run` with a function of bytes. Whatever that
function raises, other than the documented errors which it catches itself, is a finding: the bytes are kept in
fuzz/found and the run fails. It starts from the inputs in fuzz/corpus/NAME, which stay few and small and are
committed; what a run adds is kept in fuzz/found/NAME and is not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


FOLDER = Path(__file__).resolve().parent


def fuzzers() -> list[str]:
    """The fuzzers there are."""
    return sorted(path.stem for path in FOLDER.glob("fuzz_*.py"))


def run(name: str, seconds: int) -> bool:
    """Run one fuzzer for that long; whether it found nothing."""
    found = FOLDER / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    corpus = FOLDER / "corpus" / name
    command = [
        sys.executable,
        "-m",
        f"fuzz.{name}",
        f"-max_total_time={seconds}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-verbosity=0",
        "-print_final_stats=1",
        f"-artifact_prefix={found}/finding-",
        str(found),
        *([str(corpus)] if corpus.is_dir() else []),
    ]
    return subprocess.run(command, cwd=FOLDER.parent, check=False).returncode == 0


def main() -> int:
    """Read the command line, run what is wanted, and say in one line each how it went."""
    known = fuzzers()
    parser = argparse.ArgumentParser(prog="make fuzz", description="Throw bytes at what reads bytes.")
    parser.add_argument("--seconds", type=int, default=60, help="for each fuzzer (default: 60)")
    parser.add_argument("names", nargs="*", help=f"of: {', '.join(known)}", metavar="NAME")
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in known]:
        parser.error(f"no fuzzer is called {', '.join(unknown)}; there are: {', '.join(known)}")
    outcomes = {name: run(name, given.seconds) for name in given.names or known}
    for name, clean in outcomes.items():
        print(f"{name}: {'nothing found' if clean else f'see above and fuzz/found/{name}'} in {given.seconds} s")
    return 0 if all(outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
