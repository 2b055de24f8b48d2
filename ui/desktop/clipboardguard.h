// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "ui/viewmodels/countdown.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QClipboard;

namespace coffret {

class ClipboardWatch;
class OfferedSecret;
class X11ClipboardGate;

/// Names a secret among those of all accounts.
[[nodiscard]] QString clipboardOrigin(const QString &accountId, const QString &secretId);

/// Puts one value at a time on the clipboard, marked as secret and for a person alone, and takes it away again when its
/// time is over, unless somebody copied something else meanwhile. Never touches the primary selection. One per program,
/// main thread.
class ClipboardGuard : public QObject
{
    Q_OBJECT
public:
    /// How long a clipboard manager has for noticing that the clipboard is empty.
    static constexpr std::chrono::milliseconds HearingTime{1000};

    /// On Wayland, where nobody says who asks: no person pastes as soon after a copy, and clipboard managers ask at
    /// once.
    static constexpr std::chrono::milliseconds TooSoon{400};

    /// watch: empties the clipboard if this program cannot; lives longer, may be null.
    ClipboardGuard(QClipboard &clipboard, const Clock &clock, ClipboardWatch *watch = nullptr,
                   QObject *parent = nullptr);
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
    void offer(SecretBuffer value);
    void empty();
    void checkStillOurs();
    [[nodiscard]] bool isOurs() const;
    [[nodiscard]] bool isReadable() const;
    [[nodiscard]] QByteArray digestOf(std::string_view text) const;
    void forget();

    QClipboard &m_clipboard;
    const Clock &m_clock;
    ClipboardWatch *m_watch;
    std::unique_ptr<X11ClipboardGate> m_gate; ///< null outside X11
    Countdown m_countdown;
    QPointer<OfferedSecret> m_offered;          ///< owned by the clipboard while it is ours
    std::chrono::milliseconds m_copiedAt{0};    ///< on the monotonic clock
    std::chrono::milliseconds m_hearingEnds{0}; ///< on the monotonic clock
    QString m_origin;
    QByteArray m_salt;
    QByteArray m_digest; ///< salted, of the value last copied: recognises it in another owner's hands
};

} // namespace coffret
