// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudovault.h"
