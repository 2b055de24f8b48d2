// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passbolticon.h"

#include <algorithm>

namespace coffret {

namespace {

using Members = std::vector<SecretJsonMember>;

constexpr QLatin1String KeePassSet("keepass-icon-set");
constexpr QLatin1String PassboltSet("passbolt-icon-set");
constexpr quint32 AlphaMask = 0xff;

/// 0 for anything else than a colour, and for one that nobody would see.
quint32 colourFrom(const QString &text)
{
    const QString digits = text.mid(1);
    const bool isHex = std::all_of(digits.begin(), digits.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    });
    if (!text.startsWith(u'#') || !isHex || (digits.size() != 6 && digits.size() != 8))
        return 0;
    const quint32 colour = digits.toUInt(nullptr, 16);
    if (digits.size() == 6)
        return (colour << 8) | AlphaMask;
    return (colour & AlphaMask) == 0 ? 0 : colour;
}

QByteArray colourText(quint32 colour)
{
    const bool opaque = (colour & AlphaMask) == AlphaMask;
    return '#' + QByteArray::number(opaque ? colour >> 8 : colour, 16).rightJustified(opaque ? 6 : 8, '0');
}

Members membersOf(const SecretJsonMember *member)
{
    const bool isObject = member != nullptr && member->kind == SecretJsonMember::Kind::Object;
    return isObject ? splitSecretJson(member->token).value_or(Members()) : Members();
}

SecretIcon iconOf(const Members &members)
{
    const auto text = [&members](std::string_view key) { return plainScalar(memberOf(members, key)); };
    return passboltIcon(text("type"), text("value"), text("background_color"));
}

} // namespace

SecretIcon passboltIcon(const QString &type, const QString &value, const QString &colour)
{
    SecretIcon icon;
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (type == KeePassSet && isNumber && number >= 0 && number < SecretIcon::Symbols)
        icon.symbol = static_cast<qint8>(number);
    icon.colour = colourFrom(colour);
    return icon;
}

SecretIcon passboltIcon(const SecretJsonMember *member)
{
    return iconOf(membersOf(member));
}

void writePassboltIcon(SecretJsonWriter &writer, const SecretIcon &icon, const SecretJsonMember *current)
{
    const Members members = membersOf(current);
    const SecretIcon before = iconOf(members);
    const bool newSymbol = icon.symbol != before.symbol;
    const bool newColour = icon.colour != before.colour;
    writer.key("icon");
    writer.beginObject();
    if (newSymbol || memberOf(members, "type") == nullptr) { // a value says nothing without it
        const QLatin1String set = icon.symbol >= 0 ? KeePassSet : PassboltSet;
        writer.key("type");
        writer.text({set.data(), static_cast<std::size_t>(set.size())});
    }
    if (newSymbol && icon.symbol >= 0) {
        writer.key("value");
        const QByteArray number = QByteArray::number(icon.symbol);
        writer.raw({number.constData(), static_cast<std::size_t>(number.size())});
    }
    if (newColour) {
        const QByteArray text = colourText(icon.colour);
        writer.key("background_color");
        if (icon.colour == 0)
            writer.null();
        else
            writer.text({text.constData(), static_cast<std::size_t>(text.size())});
    }
    for (const SecretJsonMember &member : members) {
        const bool replaced = (newSymbol && (member.key == "type" || member.key == "value")) ||
                              (newColour && member.key == "background_color");
        if (!replaced)
            writeMember(writer, member);
    }
    writer.endObject();
}

} // namespace coffret
