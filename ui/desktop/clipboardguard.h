// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "ui/viewmodels/countdown.h"

#include <QObject>
#include <QPointer>

class QClipboard;
class QMimeData;

namespace coffret {

/// Names a secret among those of all accounts.
[[nodiscard]] QString clipboardOrigin(const QString &accountId, const QString &secretId);

/// Puts one value at a time on the clipboard, marked as secret, and takes it away again when its time is over, unless
/// somebody copied something else meanwhile. Never touches the primary selection. One per program, main thread.
class ClipboardGuard : public QObject
{
    Q_OBJECT
public:
    /// How long a clipboard manager has for noticing that the clipboard is empty.
    static constexpr std::chrono::milliseconds HearingTime{1000};

    ClipboardGuard(QClipboard &clipboard, const Clock &clock, QObject *parent = nullptr);
    ~ClipboardGuard() override;

    /// origin: see clipboardOrigin(); empty: of no secret in particular.
    void copy(SecretBuffer value, std::chrono::seconds lifetime, const QString &origin = {});
    /// Empties the clipboard if what is on it is still ours. Called on lock and on quit as well.
    void clearNow();
    /// The same, if it came from there.
    void clearOf(const QString &origin);

    [[nodiscard]] bool isHolding() const { return m_countdown.isRunning(); }
    /// Whether the clipboard was just emptied and nobody has looked since. A manager that does not hear of it would put
    /// the value back when this program ends.
    [[nodiscard]] bool isUnheard() const;
    [[nodiscard]] const Countdown &countdown() const { return m_countdown; }

Q_SIGNALS:
    void copied();
    void ticked();
    void cleared(); ///< ours is gone, whoever removed it
    void heard();   ///< somebody has looked and found it empty

private:
    void empty();
    void checkStillOurs();
    [[nodiscard]] bool isOurs() const;
    [[nodiscard]] QByteArray digestOf(std::string_view text) const;
    void forget();

    QClipboard &m_clipboard;
    const Clock &m_clock;
    Countdown m_countdown;
    QPointer<QMimeData> m_offered;              ///< owned by the clipboard while it is ours
    std::chrono::milliseconds m_hearingEnds{0}; ///< on the monotonic clock
    QString m_origin;
    QByteArray m_salt;
    QByteArray m_digest; ///< salted, of the value last copied: recognises it in another owner's hands
};

} // namespace coffret
