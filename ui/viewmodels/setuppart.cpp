// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/setuppart.h"

namespace coffret {

void SetupPart::abandon()
{
    ++m_generation;
    setBusy(false);
}

void SetupPart::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

} // namespace coffret
