// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace coffret {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Texts)
};

QString nameOrKey(const Verdict &verdict)
{
    return verdict.signerName.isEmpty() ? groupedFingerprint(verdict.signerFingerprint) : verdict.signerName;
}

/// Empty parts are left out. pattern: %1 is all before, %2 is one more.
QString joined(const QStringList &parts, const QString &pattern)
{
    QString all;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            all = all.isEmpty() ? part : pattern.arg(all, part);
    }
    return all;
}

} // namespace

QString typeLabel(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        //: A type of secret.
        return Texts::tr("Login");
    case SecretType::SshKey:
        //: A type of secret.
        return Texts::tr("SSH key");
    case SecretType::Note:
        //: A type of secret.
        return Texts::tr("Note");
    case SecretType::ApiKey:
        //: A type of secret.
        return Texts::tr("API key");
    case SecretType::Certificate:
        //: A type of secret.
        return Texts::tr("Certificate");
    case SecretType::Unknown:
        break;
    }
    //: A type of secret that this version does not know.
    return Texts::tr("Other");
}

QString typeGroupLabel(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        //: Sidebar: every secret of this type.
        return Texts::tr("Logins");
    case SecretType::SshKey:
        //: Sidebar: every secret of this type.
        return Texts::tr("SSH keys");
    case SecretType::Note:
        //: Sidebar: every secret of this type.
        return Texts::tr("Notes");
    case SecretType::ApiKey:
        //: Sidebar: every secret of this type.
        return Texts::tr("API keys");
    case SecretType::Certificate:
        //: Sidebar: every secret of this type.
        return Texts::tr("Certificates");
    case SecretType::Unknown:
        break;
    }
    //: Sidebar: secrets of types that this version does not know.
    return Texts::tr("Other types");
}

QString typeHint(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        //: Under a type of secret to choose from: what is kept in one.
        return Texts::tr("User name, password, one-time code");
    case SecretType::SshKey:
        //: Under a type of secret to choose from: what is kept in one.
        return Texts::tr("Private key and passphrase");
    case SecretType::Note:
        //: Under a type of secret to choose from: what is kept in one.
        return Texts::tr("Any text, encrypted");
    case SecretType::ApiKey:
        //: Under a type of secret to choose from: what is kept in one.
        return Texts::tr("Access token of a service");
    case SecretType::Certificate:
        //: Under a type of secret to choose from: what is kept in one.
        return Texts::tr("Certificate with its private key");
    case SecretType::Unknown:
        break;
    }
    return {};
}

QString serviceLabel(Service service)
{
    switch (service) {
    case Service::Passbolt:
        return QStringLiteral("Passbolt");
    case Service::FudoUag:
        return QStringLiteral("Fudo Enterprise");
    case Service::CommandK:
        return QStringLiteral("CommandK");
    }
    return {};
}

QString listOrderLabel(ListOrder order)
{
    switch (order) {
    case ListOrder::Changed:
        //: A way to sort a list: what was changed last comes first
        return Texts::tr("Last changed");
    case ListOrder::Created:
        //: A way to sort a list: what was made last comes first
        return Texts::tr("Newest");
    case ListOrder::Expires:
        //: A way to sort a list: what expires soonest comes first
        return Texts::tr("Expiring first");
    case ListOrder::Type:
        //: A way to sort a list: logins, SSH keys, notes ...
        return Texts::tr("Type");
    case ListOrder::Usual:
        break;
    }
    //: A way to sort a list: by name, and in search results by how well they match
    return Texts::tr("Name");
}

QString stateLabel(Session::State state)
{
    switch (state) {
    case Session::State::Closed:
        //: State of an account.
        return Texts::tr("Locked");
    case Session::State::SigningIn:
        //: State of an account.
        return Texts::tr("Signing in…");
    case Session::State::NeedsSecondFactor:
        //: State of an account.
        return Texts::tr("Second factor needed");
    case Session::State::Loading:
        //: State of an account.
        return Texts::tr("Loading…");
    case Session::State::Open:
        //: State of an account.
        return Texts::tr("Open");
    case Session::State::Failed:
        break;
    }
    //: State of an account.
    return Texts::tr("Could not be opened");
}

QString attentionText(Markers markers)
{
    if (markers.testFlag(Marker::OutOfOrder))
        //: Marker in the list: the server sent something older, or something of another secret.
        return Texts::tr("Out of date or out of place");
    if (markers.testFlag(Marker::KeyMissing))
        //: Marker in the list: details are encrypted with a shared key that an administrator has yet to give the user.
        return Texts::tr("Waiting for the shared key");
    if (markers.testFlag(Marker::MetadataUnreadable))
        //: Marker in the list: name and details of this secret could not be decrypted.
        return Texts::tr("Details cannot be decrypted");
    if (markers.testFlag(Marker::MetadataUnverified))
        //: Marker in the list: name and details carry no valid signature of an expected person.
        return Texts::tr("Signature not verified");
    if (markers.testFlag(Marker::SecretUnverified))
        //: Marker in the list: the values, when last opened, carried no valid signature of an expected person.
        return Texts::tr("Signature of the values not verified");
    if (markers.testFlag(Marker::TagUnverified))
        //: Marker in the list: the encrypted name of a tag carries no valid signature of an expected person.
        return Texts::tr("Signature of a tag not verified");
    if (markers.testFlag(Marker::UnknownType))
        //: Marker in the list: this version does not know the type, so the secret can only be read.
        return Texts::tr("Unknown type, read only");
    if (markers.testFlag(Marker::NoValue))
        //: Marker in the list.
        return Texts::tr("No value set");
    return {};
}

bool needsAttention(Markers markers)
{
    return (markers & AttentionMarkers) != Markers();
}

namespace {

QString signatureText(const Verdict &verdict)
{
    switch (verdict.state) {
    case SignatureState::NotApplicable:
        //: Below a secret of a vault without end-to-end encryption.
        return Texts::tr("Not end-to-end encrypted: the server can read it.");
    case SignatureState::Expected:
        //: %1 is the name of a person from an OpenPGP key.
        return Texts::tr("Signed by %1.").arg(nameOrKey(verdict));
    case SignatureState::Foreign:
        //: %1 is the name of a person from an OpenPGP key.
        return Texts::tr("Signed by %1, who was not expected to have written this.").arg(nameOrKey(verdict));
    case SignatureState::UnknownKey:
        return Texts::tr("Signed with a key that is not known here.");
    case SignatureState::Unsigned:
        return Texts::tr("Not signed: who wrote this cannot be told.");
    case SignatureState::Bad:
        return Texts::tr("The signature does not fit the content.");
    case SignatureState::ExpiredKey:
        //: %1 is the name of a person from an OpenPGP key.
        return Texts::tr("Signed by %1 with a key that has expired.").arg(nameOrKey(verdict));
    case SignatureState::RevokedKey:
        //: %1 is the name of a person from an OpenPGP key.
        return Texts::tr("Signed by %1 with a key that was revoked.").arg(nameOrKey(verdict));
    }
    return {};
}

} // namespace

QString verdictText(const Verdict &verdict)
{
    if (verdict.outOfOrder)
        //: Below a value whose signature may be good.
        return Texts::tr("This was seen before as an older value, or as another secret's. The server may have changed "
                         "it without anybody's signature.");
    const QString text = signatureText(verdict);
    if (!verdict.orderUnknown)
        return text;
    //: Below a value, after a sentence about its signature. The file is one of Coffret's own, on this computer.
    return inOneParagraph({text, Texts::tr("Whether it is the latest value, and this secret's, is not known: the file "
                                           "with what was seen before cannot be read.")});
}

QString useHint(const Session *session, Session::Use use)
{
    if (!session || session->allows(use))
        return {};
    if (use == Session::Use::Copy)
        //: Why a value cannot be copied.
        return Texts::tr("Your administrator does not allow copying values");
    if (session->isPresenting())
        //: Why a value cannot be shown on the screen.
        return Texts::tr("Presentation mode is on: values can be copied, but are not shown");
    //: Why a value cannot be shown on the screen.
    return Texts::tr("Your administrator does not allow showing values");
}

QString relativeTime(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return {};
    const qint64 seconds = time.secsTo(now);
    const QDateTime local = time.toLocalTime();
    const QLocale locale;
    if (seconds >= -60 && seconds < 60)
        //: A moment less than a minute ago.
        return Texts::tr("just now");
    if (seconds > 0 && seconds < 60 * 60)
        //: Short for minutes.
        return Texts::tr("%n min ago", nullptr, static_cast<int>(seconds / 60));
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    const QString clock = locale.toString(local.time(), QLocale::ShortFormat);
    if (days == 0)
        //: %1 is a time of day.
        return Texts::tr("today %1").arg(clock);
    if (days == 1)
        //: %1 is a time of day.
        return Texts::tr("yesterday %1").arg(clock);
    //: A date for QLocale::toString, day before month before year as this language has it.
    return locale.toString(local.date(), Texts::tr("d MMM yyyy"));
}

bool isExpired(qint64 expiresMs, const QDateTime &now)
{
    return expiresMs != 0 && expiresMs <= now.toMSecsSinceEpoch();
}

bool isExpiring(qint64 expiresMs, const QDateTime &now)
{
    return expiresMs != 0 && expiresMs <= now.addDays(ExpiringDays).toMSecsSinceEpoch();
}

QString expiryText(qint64 expiresMs, const QDateTime &now)
{
    if (!isExpiring(expiresMs, now))
        return {};
    if (isExpired(expiresMs, now))
        //: Said of a secret in a list.
        return Texts::tr("Expired");
    const QDate end = QDateTime::fromMSecsSinceEpoch(expiresMs, Qt::UTC).toLocalTime().date();
    const int days = static_cast<int>(now.toLocalTime().date().daysTo(end));
    if (days == 0)
        //: Said of a secret in a list.
        return Texts::tr("Expires today");
    if (days == 1)
        //: Said of a secret in a list.
        return Texts::tr("Expires tomorrow");
    //: Said of a secret in a list. %n is at least 2.
    return Texts::tr("Expires in %n days", nullptr, days);
}

QString enumerated(const QStringList &words)
{
    //: A list of words: %1 is all before, %2 is one more.
    return joined(words, Texts::tr("%1, %2", "words"));
}

QString besideEachOther(const QStringList &facts)
{
    //: Two facts beside each other in one line: whose and where. Each may consist of several itself.
    return joined(facts, Texts::tr("%1 · %2"));
}

QString inOneParagraph(const QStringList &sentences)
{
    //: Two sentences, one after the other: between them what the language has there, which may be nothing.
    return joined(sentences, Texts::tr("%1 %2", "sentences"));
}

QString groupedFingerprint(const QString &hex)
{
    QString grouped;
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        if (i > 0)
            grouped += QLatin1Char(' ');
        grouped += QStringView(hex).mid(i, 4);
    }
    return grouped;
}

QStringList listedApps(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("\\s*[,\\n]\\s*")); // a name may hold spaces
    QStringList apps = text.trimmed().split(separators, Qt::SkipEmptyParts);
    apps.removeDuplicates();
    return apps;
}

QString initialsOf(const QString &name)
{
    static const QRegularExpression address(
        QStringLiteral("\\A(\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*\\]?)(:\\d+)?\\z"));
    static const QRegularExpression host(QStringLiteral("\\A([A-Za-z0-9-]+\\.)+[A-Za-z0-9-]+(:\\d+)?\\z"));
    if (address.match(name).hasMatch())
        return {};
    if (host.match(name).hasMatch())
        return name.left(1).toUpper();
    QString initials;
    bool wordStart = true;
    for (const QChar c : name) {
        if (!c.isLetterOrNumber()) {
            wordStart = true;
        } else if (wordStart) {
            initials += c.toUpper();
            wordStart = false;
        }
        if (initials.size() == 2)
            break;
    }
    return initials.isEmpty() ? QStringLiteral("?") : initials;
}

} // namespace coffret
