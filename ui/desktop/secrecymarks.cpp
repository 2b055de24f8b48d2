// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/secrecymarks.h"

namespace coffret {

namespace {

/// Qt hands a format of this name to Windows under the name between the quotation marks.
QString windowsFormat(QLatin1String name)
{
    return QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(name);
}

/// A DWORD, least significant byte first.
QByteArray dword(char value)
{
    return QByteArray(1, value) + QByteArray(3, '\0');
}

} // namespace

ClipboardSystem thisClipboardSystem()
{
#if defined(Q_OS_WIN)
    return ClipboardSystem::Windows;
#elif defined(Q_OS_MACOS)
    return ClipboardSystem::MacOs;
#else
    return ClipboardSystem::FreeDesktop;
#endif
}

QList<SecrecyMark> secrecyMarks(ClipboardSystem system)
{
    switch (system) {
    case ClipboardSystem::Windows:
        // https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, Cloud Clipboard and Clipboard History
        // Formats: the second counts by being there, the last two by being zero. The first is older than the page and
        // agreed upon among clipboard managers.
        return {{windowsFormat(QLatin1String("Clipboard Viewer Ignore")), dword(1)},
                {windowsFormat(QLatin1String("ExcludeClipboardContentFromMonitorProcessing")), dword(1)},
                {windowsFormat(QLatin1String("CanIncludeInClipboardHistory")), dword(0)},
                {windowsFormat(QLatin1String("CanUploadToCloudClipboard")), dword(0)}};
    case ClipboardSystem::MacOs:
        // http://nspasteboard.org: both count by being there. They are types, not MIME formats, so a port needs a
        // QUtiMimeConverter that passes these two names on as they are.
        return {{QStringLiteral("org.nspasteboard.ConcealedType"), QByteArrayLiteral("secret")},
                {QStringLiteral("org.nspasteboard.TransientType"), QByteArrayLiteral("secret")}};
    case ClipboardSystem::FreeDesktop:
        break;
    }
    return {{QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret")}}; // Klipper's
}

} // namespace coffret
