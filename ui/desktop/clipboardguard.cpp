// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/clipboardguard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QMimeData>
#include <QRandomGenerator>

#include <functional>

namespace coffret {

namespace {

constexpr QLatin1String PlainText("text/plain");
constexpr QLatin1String PlainTextUtf8("text/plain;charset=utf-8");
constexpr QLatin1String PasswordHint("x-kde-passwordManagerHint");

/// Keeps the value in guarded memory and turns it into bytes only when somebody pastes.
class SecretMimeData final : public QMimeData
{
public:
    explicit SecretMimeData(SecretBuffer value) : m_value(std::move(value)) {}

    [[nodiscard]] QStringList formats() const override { return {PlainTextUtf8, PlainText, PasswordHint}; }
    [[nodiscard]] bool hasFormat(const QString &format) const override { return formats().contains(format); }

protected:
    [[nodiscard]] QVariant retrieveData(const QString &format, QMetaType) const override
    {
        if (format == PasswordHint)
            return QByteArrayLiteral("secret");
        if (format != PlainText && format != PlainTextUtf8)
            return {};
        return QByteArray(m_value.view().data(), static_cast<qsizetype>(m_value.size()));
    }

private:
    SecretBuffer m_value;
};

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

ClipboardGuard::ClipboardGuard(QClipboard &clipboard, const Clock &clock, QObject *parent)
    : QObject(parent), m_clipboard(clipboard), m_clock(clock), m_countdown(clock)
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
    auto *offered = new SecretMimeData(std::move(value)); // the clipboard takes it
    m_offered = offered;
    m_origin = origin;
    m_clipboard.setMimeData(offered, QClipboard::Clipboard);
    m_countdown.start(lifetime);
    Q_EMIT copied();
}

void ClipboardGuard::clearNow()
{
    if (m_digest.isEmpty())
        return;
    const bool ours = isOurs();
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
    m_digest.clear();
    m_salt.clear();
    m_origin.clear();
}

} // namespace coffret
