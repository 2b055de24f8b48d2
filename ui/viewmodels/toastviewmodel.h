// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/clipboardguard.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// The short message at the foot of the window. While it is about the clipboard it runs with the clipboard's own time.
/// Owned by the composition root, main thread.
class ToastViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool visible READ isVisible NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY ticked)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(bool canClear READ canClear NOTIFY changed)
public:
    ToastViewModel(ClipboardGuard &clipboard, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] bool isVisible() const { return m_visible; }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] int secondsLeft() const;
    [[nodiscard]] double remaining() const;
    [[nodiscard]] bool canClear() const { return m_visible && m_aboutClipboard; }

    /// label: what was copied, as the field card calls it. endsALine: where one line was to be expected.
    void showCopied(const QString &label, bool endsALine = false);
    void showMessage(const QString &text);

    Q_INVOKABLE void clearNow();
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void changed();
    void ticked();

private:
    void show(const QString &text, bool aboutClipboard);

    ClipboardGuard &m_clipboard;
    Countdown m_countdown;
    QString m_text;
    bool m_visible = false;
    bool m_aboutClipboard = false;
};

} // namespace coffret
