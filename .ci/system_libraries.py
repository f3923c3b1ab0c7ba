#!/usr/bin/env python3
"""Says which system packages are missing, as one apt line; installs them in CI.

Runs on any Python, before there is a virtual environment. Qt loads its system libraries
when the first window opens, and says nothing helpful when one is not there; Debian keeps
ensurepip, without which no virtual environment can be made, in a package of its own.

With ``--oracle`` it looks for what the tests marked ``oracle`` need too: LibreOffice Calc
as the judge of workbooks, poppler to turn them into pictures, Xvfb for a real screen.
"""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
ORACLE_PROGRAMS = {
    "soffice": "libreoffice-calc",
    "pdftoppm": "poppler-utils",
    "Xvfb": "xvfb",
}


def is_loadable(library):
    """Return whether the dynamic loader finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(for_screen, for_oracle):
    """Return the Debian packages that are not there, in a fixed order."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    wanted = dict(LIBRARIES)
    if for_screen:
        wanted.update(SCREEN_LIBRARIES)
    missing += [package for library, package in wanted.items() if not is_loadable(library)]
    if for_oracle:
        missing += [
            package for program, package in ORACLE_PROGRAMS.items() if not shutil.which(program)
        ]
    return missing


def main():
    """Print the line that is missing, or run it where this is CI and we may."""
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info[:2])
        print("KPI Workbench needs Python 3.11 or newer; this is " + found + ".")
        return 1
    if not sys.platform.startswith("linux"):
        return 0
    for_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    missing = missing_packages(for_screen, "--oracle" in sys.argv[1:])
    if not missing:
        return 0
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    may_install = os.environ.get("CI") == "true" and os.geteuid() == 0 and shutil.which("apt-get")
    if not may_install:
        print("Missing system packages. Install them with:\n  sudo " + line)
        return 0 if set(missing) <= set(ORACLE_PROGRAMS.values()) else 1
    print("Installing what is missing: " + " ".join(missing), flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    nowhere = subprocess.DEVNULL
    update = ["apt-get", "update", "-q"]
    subprocess.run(update, env=environment, stdout=nowhere, check=False)  # noqa: S603
    install = subprocess.run(line.split(), env=environment, stdout=nowhere, check=False)  # noqa: S603
    return install.returncode


if __name__ == "__main__":
    sys.exit(main())
