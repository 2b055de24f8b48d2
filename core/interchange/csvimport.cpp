// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/csvimport.h"

#include "core/interchange/csvreader.h"
#include "core/interchange/itembuilder.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

using Why = ForeignRefusal::Why;

/// What a column means.
enum class Role : quint8 {
    Own,     ///< nothing that we know: a custom field of that name
    Ignored, ///< bookkeeping
    Folder,
    Name,
    Username,
    Email, ///< the user name where there is no other
    Password,
    Uri,
    MoreUris,
    Note,
    Code,
    Favourite,
    Tags,
    Type,
    Fields, ///< lines "name: value"
    Archived,
};

struct Heading
{
    std::string_view name; ///< in lower case, letters and digits alone
    Role role;
};

constexpr std::array Headings{
    Heading{"account", Role::Name},
    Heading{"additionalurls", Role::MoreUris},
    Heading{"archived", Role::Archived},
    Heading{"category", Role::Folder},
    Heading{"collections", Role::Folder},
    Heading{"comments", Role::Note},
    Heading{"created", Role::Ignored},
    Heading{"createtime", Role::Ignored},
    Heading{"email", Role::Email},
    Heading{"extra", Role::Note},
    Heading{"fav", Role::Favourite},
    Heading{"favorite", Role::Favourite},
    Heading{"favourite", Role::Favourite},
    Heading{"fields", Role::Fields},
    Heading{"folder", Role::Folder},
    Heading{"formactionorigin", Role::Ignored},
    Heading{"group", Role::Folder},
    Heading{"grouping", Role::Folder},
    Heading{"guid", Role::Ignored},
    Heading{"httprealm", Role::Ignored},
    Heading{"icon", Role::Ignored},
    Heading{"lastmodified", Role::Ignored},
    Heading{"login", Role::Username},
    Heading{"loginname", Role::Username},
    Heading{"loginpassword", Role::Password},
    Heading{"logintotp", Role::Code},
    Heading{"loginuri", Role::Uri},
    Heading{"loginusername", Role::Username},
    Heading{"modifytime", Role::Ignored},
    Heading{"name", Role::Name},
    Heading{"note", Role::Note},
    Heading{"notes", Role::Note},
    Heading{"otp", Role::Code},
    Heading{"otpauth", Role::Code},
    Heading{"otpsecret", Role::Code},
    Heading{"otpurl", Role::Code},
    Heading{"password", Role::Password},
    Heading{"reprompt", Role::Ignored},
    Heading{"tag", Role::Tags},
    Heading{"tags", Role::Tags},
    Heading{"timecreated", Role::Ignored},
    Heading{"timelastused", Role::Ignored},
    Heading{"timepasswordchanged", Role::Ignored},
    Heading{"title", Role::Name},
    Heading{"totp", Role::Code},
    Heading{"type", Role::Type},
    Heading{"uri", Role::Uri},
    Heading{"url", Role::Uri},
    Heading{"user", Role::Username},
    Heading{"username", Role::Username},
    Heading{"vault", Role::Folder},
    Heading{"website", Role::Uri},
};
static_assert(std::is_sorted(Headings.begin(), Headings.end(),
                             [](const Heading &a, const Heading &b) { return a.name < b.name; }));

struct Dialect
{
    ForeignFormat format;
    std::array<std::string_view, 4> columns; ///< that no other program before it in the list has together
    char folderSeparator = '/';
};

constexpr std::array Dialects{
    Dialect{ForeignFormat::CsvBitwarden, {"loginuri", "loginusername", "loginpassword", "logintotp"}},
    Dialect{ForeignFormat::CsvLastPass, {"extra", "grouping", "fav", "password"}, '\\'},
    Dialect{ForeignFormat::CsvLogMeOnce, {"extra", "group", "note", "password"}},
    Dialect{ForeignFormat::CsvFirefox, {"guid", "formactionorigin", "timecreated", "password"}},
    Dialect{ForeignFormat::CsvDashlane, {"username2", "username3", "title", "category"}},
    Dialect{ForeignFormat::CsvNordPass, {"cardholdername", "folder", "username", "password"}},
    Dialect{ForeignFormat::CsvProtonPass, {"createtime", "modifytime", "type", "password"}},
    Dialect{ForeignFormat::CsvKeePass, {"group", "title", "username", "password"}},
    Dialect{ForeignFormat::CsvKeePass1, {"account", "loginname", "password", "website"}},
    Dialect{ForeignFormat::CsvOnePassword, {"title", "archived", "tags", "password"}},
    Dialect{ForeignFormat::CsvSafari, {"title", "url", "otpauth", "password"}},
    Dialect{ForeignFormat::CsvChromium, {"name", "url", "username", "password"}},
};

/// How a heading is looked up: whether words are written apart differs from version to version.
std::string keyOf(std::string_view heading)
{
    std::string key;
    for (const char c : heading) {
        if (c >= 'A' && c <= 'Z')
            key += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            key += c;
    }
    return key;
}

Role roleOf(std::string_view key)
{
    const auto found =
        std::lower_bound(Headings.begin(), Headings.end(), key,
                         [](const Heading &heading, std::string_view name) { return heading.name < name; });
    return found != Headings.end() && found->name == key ? found->role : Role::Own;
}

bool isTrue(std::string_view text)
{
    const std::string word = keyOf(text);
    return word == "1" || word == "true" || word == "yes";
}

/// The columns of one file, and how its rows become items.
class Columns
{
public:
    explicit Columns(const CsvRow &heading)
    {
        std::vector<std::string> keys;
        for (const std::string_view cell : heading.cells) {
            keys.push_back(keyOf(cell));
            m_roles.push_back(roleOf(keys.back()));
            m_labels.append(textOf(cell).trimmed());
        }
        const auto has = [&keys](std::string_view key) {
            return std::find(keys.begin(), keys.end(), key) != keys.end();
        };
        for (const Dialect &dialect : Dialects) {
            if (std::all_of(dialect.columns.begin(), dialect.columns.end(), has)) {
                m_format = dialect.format;
                m_folderSeparator = QLatin1Char(dialect.folderSeparator);
                break;
            }
        }
    }

    [[nodiscard]] ForeignFormat format() const { return m_format; }
    [[nodiscard]] bool isUsable() const
    {
        return (has(Role::Name) || has(Role::Uri)) && (has(Role::Password) || has(Role::Note));
    }

    void read(const CsvRow &row, ForeignFile &file) const
    {
        ItemBuilder builder(row.number, file.arena);
        builder.guessType();
        std::optional<Why> why;
        if (row.isBroken || row.cells.size() > m_roles.size())
            why = Why::WrongShape;
        for (std::size_t i = 0; i < std::min(row.cells.size(), m_roles.size()); ++i) {
            if (m_roles[i] == Role::Name && builder.item().name.isEmpty()) // a code is named after it
                builder.setName(row.cells[i]);
        }
        for (std::size_t i = 0; i < std::min(row.cells.size(), m_roles.size()) && !why; ++i)
            why = take(static_cast<int>(i), row.cells[i], builder);
        why ? builder.refuse(file, *why) : builder.finish(file);
    }

private:
    [[nodiscard]] bool has(Role role) const { return std::find(m_roles.begin(), m_roles.end(), role) != m_roles.end(); }

    std::optional<Why> take(int column, std::string_view cell, ItemBuilder &builder) const
    {
        const QString &label = m_labels[column];
        ForeignItem &item = builder.item();
        switch (m_roles[static_cast<std::size_t>(column)]) {
        case Role::Ignored:
            break;
        case Role::Name: // of two such columns the other one
            if (!isNamed(cell, item.name))
                builder.addCustom(label, cell, CustomKind::Text, false);
            break;
        case Role::Own:
            builder.addCustom(label, cell, CustomKind::Text);
            break;
        case Role::Folder: // of several collections the first
            if (item.folder.isEmpty())
                builder.setFolder(m_format == ForeignFormat::CsvBitwarden ? cell.substr(0, cell.find(',')) : cell,
                                  m_folderSeparator);
            break;
        case Role::Username:
            if (item.username.isEmpty())
                builder.setUsername(cell);
            else
                builder.addCustom(label, cell, CustomKind::Text, false);
            break;
        case Role::Email:
            if (item.username.isEmpty() && !has(Role::Username))
                builder.setUsername(cell);
            else
                builder.addCustom(label, cell, CustomKind::Text, false);
            break;
        case Role::Password:
            builder.add(FieldKind::Password, cell, label);
            break;
        case Role::Uri:
        case Role::MoreUris:
            takeUris(cell, m_roles[static_cast<std::size_t>(column)] == Role::MoreUris, builder);
            break;
        case Role::Note:
            builder.add(FieldKind::NoteText, cell, label);
            break;
        case Role::Code:
            builder.addCode(cell, label);
            break;
        case Role::Favourite:
            item.isFavourite = isTrue(cell);
            break;
        case Role::Tags:
            builder.setTags(cell, cell.find(';') != std::string_view::npos ? QLatin1Char(';') : QLatin1Char(','));
            break;
        case Role::Type:
            return takeType(keyOf(cell), item);
        case Role::Fields:
            takeFields(cell, builder);
            break;
        case Role::Archived:
            return isTrue(cell) ? std::optional(Why::InTrash) : std::nullopt;
        }
        return std::nullopt;
    }

    static bool isNamed(std::string_view cell, const QString &name) { return textOf(cell).trimmed() == name; }

    /// Some programs write several addresses into one cell, apart by commas, which an address may hold itself.
    void takeUris(std::string_view cell, bool areSeveral, ItemBuilder &builder) const
    {
        if (m_format == ForeignFormat::CsvLastPass && cell == "http://sn") { // how it writes that there is none
            builder.item().type = SecretType::Note;
            return;
        }
        areSeveral = areSeveral || m_format == ForeignFormat::CsvBitwarden || m_format == ForeignFormat::CsvProtonPass;
        std::size_t begin = 0;
        for (std::size_t comma = cell.find(','); areSeveral && comma != std::string_view::npos;
             comma = cell.find(',', comma + 1)) {
            if (!beginsWithScheme(cell.substr(comma + 1)))
                continue;
            builder.addUri(cell.substr(begin, comma - begin));
            begin = comma + 1;
        }
        builder.addUri(cell.substr(begin));
    }

    static bool beginsWithScheme(std::string_view text)
    {
        constexpr std::size_t LongestScheme = 20;
        text = text.substr(0, LongestScheme + 4);
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const std::size_t end = text.find("://");
        return end != std::string_view::npos && end > 0 &&
               std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
                          c == '-' || c == '.';
               });
    }

    static std::optional<Why> takeType(const std::string &word, ForeignItem &item)
    {
        if (word == "folder") // a row of its own for each, which the items name too
            return Why::Nothing;
        const bool isLogin = word.empty() || word == "login" || word == "password";
        item.type = isLogin ? item.type : SecretType::Note;
        return std::nullopt;
    }

    static void takeFields(std::string_view cell, ItemBuilder &builder)
    {
        while (!cell.empty() && !builder.isFull()) {
            const std::string_view line = cell.substr(0, cell.find('\n'));
            cell.remove_prefix(std::min(line.size() + 1, cell.size()));
            const std::size_t colon = line.find(": ");
            if (colon == std::string_view::npos)
                builder.addCustom({}, line, CustomKind::Text);
            else
                builder.addCustom(textOf(line.substr(0, colon)), line.substr(colon + 2), CustomKind::Text);
        }
    }

    ForeignFormat m_format = ForeignFormat::Csv;
    QChar m_folderSeparator = QLatin1Char('/');
    std::vector<Role> m_roles;
    QStringList m_labels;
};

/// KeePass writes the name of the database before each folder.
void dropCommonRoot(std::vector<ForeignItem> &items)
{
    const auto isInRoot = [&items](const ForeignItem &item) {
        return !item.folder.isEmpty() && item.folder.front() == items.front().folder.value(0);
    };
    if (!std::all_of(items.begin(), items.end(), isInRoot))
        return;
    for (ForeignItem &item : items)
        item.folder.removeFirst();
}

} // namespace

Expected<ForeignFile> readCsvFile(SecretBuffer text)
{
    ForeignFile file;
    const std::string_view view = file.arena.keep(std::move(text));
    const Expected<CsvTable> table = readCsv(view, file.arena, MostForeignItems);
    if (!table)
        return failure(table);
    const bool hasHeading =
        !table->rows.empty() && std::all_of(table->rows.front().cells.begin(), table->rows.front().cells.end(), isText);
    if (!hasHeading)
        return failure(ErrorKind::Unsupported, QStringLiteral("no heading"));
    const Columns columns(table->rows.front());
    if (!columns.isUsable())
        return failure(ErrorKind::Unsupported, QStringLiteral("the columns are not known"));
    file.format = columns.format();
    for (std::size_t i = 1; i < table->rows.size(); ++i)
        columns.read(table->rows[i], file);
    if (file.format == ForeignFormat::CsvKeePass)
        dropCommonRoot(file.items);
    return file;
}

} // namespace coffret
