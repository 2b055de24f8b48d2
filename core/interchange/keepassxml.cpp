// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/keepassxml.h"

#include "core/interchange/itembuilder.h"
#include "core/toolbox/otpauth.h"

#include <QTimeZone>
#include <QtEndian>

#include <pugixml.hpp>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

using Why = ForeignRefusal::Why;

constexpr int DeepestGroup = 100;
constexpr qsizetype LongestName = 255;

tl::unexpected<Error> noDatabase(const char *why)
{
    return failure(ErrorKind::Malformed, QLatin1String(why));
}

std::string_view textIn(const pugi::xml_node &node, const char *child)
{
    return node.child_value(child);
}

bool isTrue(std::string_view text)
{
    return text == "True" || text == "true" || text == "1";
}

/// As text, or, in newer files, as base64 of the seconds since the year 1.
QDateTime timeOf(std::string_view text)
{
    constexpr qint64 SecondsToUnixEpoch = 62'135'596'800;
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    const QDateTime written = QDateTime::fromString(QString::fromLatin1(bytes), Qt::ISODate);
    if (written.isValid())
        return written.toUTC();
    const auto decoded = QByteArray::fromBase64Encoding(bytes, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != sizeof(qint64))
        return {};
    const auto seconds = qFromLittleEndian<qint64>(decoded.decoded.constData());
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds - SecondsToUnixEpoch, QTimeZone::utc());
    return time.isValid() ? time : QDateTime();
}

/// What KeePass 2 keeps of a one-time code, in fields of their own.
struct CodeParts
{
    std::string_view seed;
    std::string_view period;
    std::string_view digits;
    std::string_view algorithm;

    /// False when it is none of them.
    bool take(std::string_view key, std::string_view value)
    {
        if (key == "TimeOtp-Secret-Base32" || key == "TOTP Seed")
            seed = value;
        else if (key == "TimeOtp-Period")
            period = value;
        else if (key == "TimeOtp-Length")
            digits = value;
        else if (key == "TimeOtp-Algorithm")
            algorithm = value;
        else if (key == "TOTP Settings") { // "30;6"
            period = value.substr(0, value.find(';'));
            digits = value.substr(std::min(period.size() + 1, value.size()));
        } else
            return false;
        return true;
    }

    /// As they are, for whoever knows what to do with them.
    void keep(ItemBuilder &builder) const
    {
        builder.addCustom(QStringLiteral("TOTP Seed"), seed, CustomKind::Password);
        builder.addCustom(QStringLiteral("TOTP Period"), period, CustomKind::Text, false);
        builder.addCustom(QStringLiteral("TOTP Length"), digits, CustomKind::Text, false);
        builder.addCustom(QStringLiteral("TOTP Algorithm"), algorithm, CustomKind::Text, false);
    }

    /// Nothing where they make no codes.
    [[nodiscard]] std::optional<OtpAuth> code() const
    {
        OtpAuth auth;
        auth.seed = cleanSeed(seed);
        if (algorithm == "HMAC-SHA-256")
            auth.algorithm = "SHA256";
        else if (algorithm == "HMAC-SHA-512")
            auth.algorithm = "SHA512";
        auth.period = otpNumber(period, auth.period);
        auth.digits = otpNumber(digits, auth.digits);
        return auth.isUsable() ? std::optional(std::move(auth)) : std::nullopt;
    }
};

/// Walks through the groups of one database.
class Reader
{
public:
    explicit Reader(ForeignFile &file) : m_file(file) {}

    void setRecycleBin(std::string_view id) { m_recycleBin = id; }

    Expected<void> group(const pugi::xml_node &group, const QStringList &path, bool isTrash, int depth)
    {
        if (depth > DeepestGroup)
            return noDatabase("groups in groups without end");
        for (const pugi::xml_node &node : group.children()) {
            const std::string_view name = node.name();
            if (name == "Entry") {
                if (++m_number > static_cast<int>(MostForeignItems))
                    return failure(ErrorKind::TooLarge, QStringLiteral("too many entries"));
                entry(node, path, isTrash);
            } else if (name == "Group") {
                const std::string_view id = textIn(node, "UUID");
                const bool isBin = !m_recycleBin.empty() && id == m_recycleBin;
                QStringList below = path;
                if (const QString called = textOf(textIn(node, "Name")).left(LongestName).trimmed(); !called.isEmpty())
                    below.append(called);
                if (auto done = this->group(node, below, isTrash || isBin, depth + 1); !done)
                    return done;
            }
        }
        return {};
    }

private:
    void entry(const pugi::xml_node &entry, const QStringList &path, bool isTrash)
    {
        ItemBuilder builder(m_number, m_file.arena);
        builder.guessType();
        builder.item().folder = path;
        const pugi::xml_node times = entry.child("Times");
        if (isTrue(textIn(times, "Expires")))
            builder.item().expires = timeOf(textIn(times, "ExpiryTime"));
        const std::string_view tags = textIn(entry, "Tags");
        builder.setTags(tags, tags.find(';') != std::string_view::npos ? QLatin1Char(';') : QLatin1Char(','));
        builder.item().losses.setFlag(Loss::Attachments, !entry.child("Binary").empty());
        builder.item().losses.setFlag(Loss::History, !entry.child("History").child("Entry").empty());
        builder.item().losses.setFlag(Loss::AutoType, !entry.child("AutoType").child("Association").empty());
        for (const pugi::xml_node &field : entry.children("String")) {
            if (textIn(field, "Key") == "Title")
                builder.setName(textIn(field, "Value"));
        }
        CodeParts code;
        for (const pugi::xml_node &field : entry.children("String")) {
            if (!builder.isFull())
                take(field, code, builder);
        }
        if (const std::optional<OtpAuth> made = code.code())
            builder.addCode(m_file.arena.keep(made->toUri(builder.item().name).view()), QStringLiteral("otp"));
        else
            code.keep(builder);
        isTrash ? builder.refuse(m_file, Why::InTrash) : builder.finish(m_file);
    }

    static void take(const pugi::xml_node &field, CodeParts &code, ItemBuilder &builder)
    {
        const std::string_view key = textIn(field, "Key");
        const pugi::xml_node holder = field.child("Value");
        const std::string_view value = holder.child_value();
        if (key == "Title")
            return;
        if (key == "UserName")
            builder.setUsername(value);
        else if (key == "Password")
            builder.add(FieldKind::Password, value);
        else if (key == "Notes")
            builder.add(FieldKind::NoteText, value);
        else if (key == "URL" || key.starts_with("KP2A_URL"))
            builder.addUri(value);
        else if (key == "otp" && value.starts_with("key="))
            takeKeeOtp(value, code);
        else if (key == "otp")
            builder.addCode(value, QStringLiteral("otp"));
        else if (key.starts_with("KPEX_PASSKEY_"))
            builder.item().losses |= Loss::Passkey;
        else if (!code.take(key, value)) {
            const bool isProtected =
                isTrue(holder.attribute("ProtectInMemory").value()) || isTrue(holder.attribute("Protected").value());
            builder.addCustom(textOf(key), value, isProtected ? CustomKind::Password : CustomKind::Text, isProtected);
        }
    }

    /// key=…&step=30&size=6, as KeeOtp writes it.
    static void takeKeeOtp(std::string_view text, CodeParts &code)
    {
        while (!text.empty()) {
            const std::string_view part = text.substr(0, text.find('&'));
            text.remove_prefix(std::min(part.size() + 1, text.size()));
            const std::string_view name = part.substr(0, part.find('='));
            const std::string_view value = part.substr(std::min(name.size() + 1, part.size()));
            if (name == "key")
                code.seed = value;
            else if (name == "step")
                code.period = value;
            else if (name == "size")
                code.digits = value;
        }
    }

    ForeignFile &m_file;
    std::string_view m_recycleBin;
    int m_number = 0;
};

} // namespace

Expected<ForeignFile> readKeePassXml(SecretBuffer text)
{
    ForeignFile file;
    file.format = ForeignFormat::KeePassXml;
    const std::string_view view = file.arena.keep(std::move(text));
    pugi::xml_document document;
    // Entities are resolved where they stand, so that no value leaves the arena, which nobody else looks into.
    const pugi::xml_parse_result parsed = document.load_buffer_inplace(
        const_cast<char *>(view.data()), view.size(), // NOLINT
        pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
    if (!parsed)
        return noDatabase("not XML");
    const pugi::xml_node database = document.child("KeePassFile");
    const pugi::xml_node root = database.child("Root").child("Group");
    if (root.empty())
        return failure(ErrorKind::Unsupported, QStringLiteral("no database of KeePass"));
    Reader reader(file);
    const pugi::xml_node meta = database.child("Meta");
    if (isTrue(textIn(meta, "RecycleBinEnabled")))
        reader.setRecycleBin(textIn(meta, "RecycleBinUUID"));
    if (auto done = reader.group(root, {}, false, 0); !done)
        return failure(done);
    return file;
}

} // namespace coffret
