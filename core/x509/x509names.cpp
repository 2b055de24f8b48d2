// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/x509names.h"

#include "core/base/displaytext.h"
#include "core/secret/opensslhandles.h"

#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <array>

namespace coffret {

namespace {

constexpr int MostParts = 32;
constexpr int MostNames = 1000;

using GeneralNames = std::unique_ptr<GENERAL_NAMES, OpenSslDeleter<GENERAL_NAMES_free>>;

std::string_view viewOf(const ASN1_STRING *text)
{
    return {reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// Whatever alphabet it is written in.
QString shownString(const ASN1_STRING *text)
{
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, text);
    if (size < 0)
        return QStringLiteral("?");
    const QString shown = displayText({reinterpret_cast<const char *>(utf8), static_cast<std::size_t>(size)});
    OPENSSL_free(utf8);
    return shown;
}

QString typeName(const ASN1_OBJECT *type)
{
    if (const int known = OBJ_obj2nid(type); known != NID_undef)
        return QString::fromLatin1(OBJ_nid2sn(known));
    std::array<char, 80> dotted{};
    OBJ_obj2txt(dotted.data(), dotted.size(), type, 1);
    return QString::fromLatin1(dotted.data());
}

QString escaped(const QString &value)
{
    QString safe;
    for (const QChar character : value) {
        if (QStringLiteral(",+\"\\<>;=").contains(character))
            safe += QLatin1Char('\\');
        safe += character;
    }
    return safe;
}

/// The scheme and the rest stay as they are: nobody follows it from here.
QString shownIa5(const ASN1_STRING *text)
{
    return displayText(viewOf(text));
}

QString addressText(const ASN1_OCTET_STRING *address)
{
    const std::string_view bytes = viewOf(address);
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = bytes.size() == 4 ? AF_INET : bytes.size() == 16 ? AF_INET6 : AF_UNSPEC;
    if (family == AF_UNSPEC || inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr)
        return QStringLiteral("?");
    return QString::fromLatin1(text.data());
}

AlternativeName alternativeName(const GENERAL_NAME *name)
{
    int type = 0;
    const void *value = GENERAL_NAME_get0_value(name, &type);
    const auto *text = static_cast<const ASN1_STRING *>(value);
    switch (type) {
    case GEN_DNS:
        return {AlternativeName::Kind::Dns, shownIa5(text)};
    case GEN_EMAIL:
        return {AlternativeName::Kind::Email, shownIa5(text)};
    case GEN_URI:
        return {AlternativeName::Kind::Uri, shownIa5(text)};
    case GEN_IPADD:
        return {AlternativeName::Kind::Ip, addressText(text)};
    case GEN_DIRNAME:
        return {AlternativeName::Kind::Other, nameText(static_cast<const X509_NAME *>(value))};
    default:
        return {AlternativeName::Kind::Other, QStringLiteral("?")};
    }
}

} // namespace

QString nameText(const X509_NAME *name)
{
    QString text;
    const int count = X509_NAME_entry_count(name);
    for (int i = count - 1; i >= 0 && i >= count - MostParts; --i) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
        const QString part = typeName(X509_NAME_ENTRY_get_object(entry)) + QLatin1Char('=') +
                             escaped(shownString(X509_NAME_ENTRY_get_data(entry)));
        const bool together =
            i + 1 < count && X509_NAME_ENTRY_set(X509_NAME_get_entry(name, i + 1)) == X509_NAME_ENTRY_set(entry);
        text += (text.isEmpty() ? QString() : together ? QStringLiteral(" + ") : QStringLiteral(", ")) + part;
    }
    if (count > MostParts)
        text += QStringLiteral(", …");
    return text;
}

QString commonNameOf(const X509_NAME *name)
{
    int last = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(name, NID_commonName, last)) >= 0;)
        last = next;
    return last < 0 ? QString() : shownString(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
}

bool readAlternativeNames(const X509 *certificate, std::vector<AlternativeName> &names)
{
    int state = 0;
    const GeneralNames found(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, &state, nullptr)));
    if (!found)
        return state == -1; // there are none
    const int count = std::min(sk_GENERAL_NAME_num(found.get()), MostNames);
    for (int i = 0; i < count; ++i)
        names.push_back(alternativeName(sk_GENERAL_NAME_value(found.get(), i)));
    return true;
}

} // namespace coffret
