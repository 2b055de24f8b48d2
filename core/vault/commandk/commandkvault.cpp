// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkvault.h"
