#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file is formatted by .clang-format (clang-format 14, which is Debian 12's; other versions format differently).
set -euo pipefail
cd "$1"
clang-format --version | grep -q ' 14\.' || { echo "SKIP ENTIRE TEST: clang-format 14 is not here"; exit 0; }
find core ui app tests -name '*.h' -print0 -o -name '*.cpp' -print0 | xargs -0 clang-format --dry-run --Werror
