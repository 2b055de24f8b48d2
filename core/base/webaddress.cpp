// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/webaddress.h"

#include "core/base/lookalike.h"

#include <QList>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace coffret {

namespace {

constexpr qsizetype LongestAddress = 8192; // more is no address, and goes through a command line

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar unit) { return unit.unicode() < 0x80; });
}

bool looksLikeWeb(const QString &uri)
{
    static const QRegularExpression begin(QStringLiteral("\\A\\s*https?:"), QRegularExpression::CaseInsensitiveOption);
    return begin.match(uri).hasMatch();
}

/// Browsers and QUrl part ways over these, wherever they stand: one leaves them out, another takes them for a slash.
bool hasStrayCharacters(const QString &uri)
{
    const QList<uint> characters = uri.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](char32_t character) {
        switch (QChar::category(character)) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            return true;
        default:
            return character == U'\\';
        }
    });
}

/// Scheme and authority, as they are written: all that says where an address leads.
QString beginOf(const QString &uri)
{
    static const QRegularExpression pattern(QStringLiteral("\\Ahttps?://[^/?#]*"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(uri).captured();
}

QString authorityOf(const QString &begin)
{
    return begin.mid(begin.indexOf(QLatin1String("//")) + 2);
}

bool hasBlank(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar unit) { return unit.isSpace(); });
}

QString hostOf(const QString &authority)
{
    static const QRegularExpression port(QStringLiteral(":\\d*\\z"));
    QString host = authority;
    return host.remove(port);
}

/// 127.1, 0x7f000001 and 2130706433 are numbers to some programs and names to others.
bool isOddNumber(const QString &host)
{
    static const QRegularExpression numberLast(QStringLiteral("(\\A|\\.)(\\d+|0x[0-9a-f]*)\\.?\\z"),
                                               QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression quad(QStringLiteral("\\A((0|[1-9]\\d{0,2})(\\.(?!\\z)|\\z)){4}\\z"));
    return numberLast.match(host).hasMatch() && !quad.match(host).hasMatch();
}

/// A hyphen parts no words here: a host is read as one.
bool mixesScriptsInAll(QString label)
{
    return mixesScripts(label.remove(QLatin1Char('-')));
}

/// An accent counts for little here: a dot below a letter is easily overlooked.
bool passesForAnother(const QString &written)
{
    const QStringList labels = written.split(QLatin1Char('.'));
    return std::any_of(labels.begin(), labels.end(), [](const QString &label) {
        return !isAscii(label) && (mixesScriptsInAll(label) || isAscii(lookOf(label)));
    });
}

/// Strict in what leads somewhere; what is written carelessly behind it is encoded.
QUrl urlOf(const QString &begin, const QString &rest)
{
    const QUrl server(begin, QUrl::StrictMode);
    const QUrl url(begin + rest.trimmed(), QUrl::TolerantMode);
    const bool isSame = server.isValid() && url.authority(QUrl::FullyEncoded) == server.authority(QUrl::FullyEncoded);
    return isSame ? url : QUrl();
}

} // namespace

WebAddress webAddressOf(const QString &uri)
{
    if (!looksLikeWeb(uri))
        return {};
    if (uri.size() > LongestAddress || hasStrayCharacters(uri))
        return {WebAddress::Kind::Malformed, {}, {}};
    const QString begin = beginOf(uri);
    const QString authority = authorityOf(begin);
    if (authority.contains(QLatin1Char('@')))
        return {WebAddress::Kind::Credentials, {}, {}};
    const QUrl url = urlOf(begin, uri.mid(begin.size()));
    const QString written = hostOf(authority).toLower();
    const QString asked = url.host(QUrl::FullyEncoded);
    if (!url.isValid() || asked.isEmpty() || hasBlank(authority) || written.contains(QLatin1Char('%')) ||
        isOddNumber(written))
        return {WebAddress::Kind::Malformed, {}, {}};
    WebAddress address{WebAddress::Kind::Web, url.toString(QUrl::FullyEncoded), {}};
    const bool becameAscii = !isAscii(written) && !asked.contains(QLatin1String("xn--"));
    if (becameAscii || passesForAnother(written))
        address.realHost = asked;
    return address;
}

QString addressToOpen(const QString &uri)
{
    return webAddressOf(uri).toOpen;
}

} // namespace coffret
