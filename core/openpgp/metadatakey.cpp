// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"
