// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/clipboardguard.h"

#include "ui/desktop/clipboardwatch.h"
#include "ui/desktop/secrecymarks.h"
#include "ui/desktop/x11clipboardgate.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>
#include <QRandomGenerator>

#include <functional>

namespace coffret {

namespace {

constexpr QLatin1String PlainText("text/plain");
constexpr QLatin1String PlainTextUtf8("text/plain;charset=utf-8");

bool isWayland()
{
    return QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
}

} // namespace

/// Keeps the value in guarded memory and turns it into bytes only when somebody pastes.
class OfferedSecret final : public QMimeData
{
public:
    OfferedSecret(SecretBuffer value, std::function<bool()> mayRead)
        : m_value(std::move(value)), m_marks(secrecyMarks(thisClipboardSystem())), m_mayRead(std::move(mayRead))
    {
    }

    [[nodiscard]] QStringList formats() const override
    {
        QStringList all{PlainTextUtf8, PlainText};
        for (const SecrecyMark &mark : m_marks)
            all.append(mark.format);
        return all;
    }

    [[nodiscard]] bool hasFormat(const QString &format) const override { return formats().contains(format); }

    /// However long the clipboard keeps the rest.
    void forget() { m_value.wipe(); }

protected:
    [[nodiscard]] QVariant retrieveData(const QString &format, QMetaType) const override
    {
        for (const SecrecyMark &mark : m_marks) {
            if (format == mark.format)
                return mark.value;
        }
        if ((format != PlainText && format != PlainTextUtf8) || !m_mayRead())
            return {};
        return QByteArray(m_value.view().data(), static_cast<qsizetype>(m_value.size()));
    }

private:
    SecretBuffer m_value;
    QList<SecrecyMark> m_marks;
    std::function<bool()> m_mayRead;
};

namespace {

/// An empty text that knows when it is read.
class EmptyMimeData final : public QMimeData
{
public:
    explicit EmptyMimeData(std::function<void()> onRead) : m_onRead(std::move(onRead)) {}

    [[nodiscard]] QStringList formats() const override { return {PlainTextUtf8, PlainText}; }
    [[nodiscard]] bool hasFormat(const QString &format) const override { return formats().contains(format); }

protected:
    [[nodiscard]] QVariant retrieveData(const QString &, QMetaType) const override
    {
        m_onRead();
        return QByteArray("");
    }

private:
    std::function<void()> m_onRead;
};

} // namespace

QString clipboardOrigin(const QString &accountId, const QString &secretId)
{
    return accountId + QLatin1Char('/') + secretId;
}

ClipboardGuard::ClipboardGuard(QClipboard &clipboard, const Clock &clock, ClipboardWatch *watch, QObject *parent)
    : QObject(parent)
    , m_clipboard(clipboard)
    , m_clock(clock)
    , m_watch(watch)
    , m_gate(X11ClipboardGate::make(clock))
    , m_countdown(clock)
{
    connect(&m_clipboard, &QClipboard::dataChanged, this, &ClipboardGuard::checkStillOurs);
    connect(&m_countdown, &Countdown::ticked, this, &ClipboardGuard::ticked);
    connect(&m_countdown, &Countdown::finished, this, &ClipboardGuard::clearNow);
}

ClipboardGuard::~ClipboardGuard()
{
    clearNow();
}

void ClipboardGuard::copy(SecretBuffer value, std::chrono::seconds lifetime, const QString &origin)
{
    m_countdown.stop();
    m_salt.resize(16);
    QRandomGenerator::system()->generate(m_salt.begin(), m_salt.end());
    m_digest = digestOf(value.view());
    m_origin = origin;
    if (m_watch)
        m_watch->guard(m_salt, m_digest);
    offer(std::move(value));
    m_countdown.start(lifetime);
    Q_EMIT copied();
}

void ClipboardGuard::offer(SecretBuffer value)
{
    m_copiedAt = m_clock.monotonic();
    if (m_gate)
        m_gate->close();
    const auto mayRead = [guard = QPointer<ClipboardGuard>(this)] { return guard && guard->isReadable(); };
    if (m_offered)
        m_offered->forget(); // Qt never deletes it on Wayland
    m_offered = new OfferedSecret(std::move(value), mayRead);
    m_clipboard.setMimeData(m_offered, QClipboard::Clipboard); // takes it
}

bool ClipboardGuard::isReadable() const
{
    return !isWayland() || m_clock.monotonic() - m_copiedAt >= TooSoon;
}

void ClipboardGuard::clearNow()
{
    if (m_digest.isEmpty())
        return;
    const bool ours = isOurs();
    if (m_offered)
        m_offered->forget(); // even if the desktop does not let us have the clipboard now
    if (m_watch && !ours && isWayland())
        m_watch->clear(); // it can look at what others have put there, and we cannot
    forget();
    if (ours)
        empty();
    Q_EMIT cleared();
}

void ClipboardGuard::clearOf(const QString &origin)
{
    if (!origin.isEmpty() && m_origin == origin)
        clearNow();
}

void ClipboardGuard::empty()
{
    const auto onRead = [guard = QPointer<ClipboardGuard>(this)] { // the clipboard keeps it longer than we live
        if (!guard)
            return;
        guard->m_hearingEnds = std::chrono::milliseconds(0);
        Q_EMIT guard->heard();
    };
    // clear() would let a clipboard manager put the old content back
    m_clipboard.setMimeData(new EmptyMimeData(onRead), QClipboard::Clipboard);
    m_hearingEnds = m_clock.monotonic() + HearingTime;
}

bool ClipboardGuard::isUnheard() const
{
    return m_clock.monotonic() < m_hearingEnds;
}

bool ClipboardGuard::isOurs() const
{
    if (m_offered && m_clipboard.ownsClipboard() && m_clipboard.mimeData() == m_offered)
        return true;
    QByteArray present = m_clipboard.text().toUtf8(); // a clipboard manager may hold it for us
    const bool same = digestOf({present.constData(), static_cast<std::size_t>(present.size())}) == m_digest;
    wipeBytes(present);
    return same;
}

void ClipboardGuard::checkStillOurs()
{
    // Reading a foreign clipboard may block, so only our own is looked at here; a copy in other hands is found at the
    // end.
    if (m_digest.isEmpty() || m_offered || !m_clipboard.ownsClipboard())
        return;
    forget();
    Q_EMIT cleared();
}

QByteArray ClipboardGuard::digestOf(std::string_view text) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(m_salt);
    hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return hash.result();
}

void ClipboardGuard::forget()
{
    m_countdown.stop();
    if (m_gate)
        m_gate->open();
    if (m_watch)
        m_watch->forget();
    m_digest.clear();
    m_salt.clear();
    m_origin.clear();
}

} // namespace coffret
