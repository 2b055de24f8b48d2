// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"

#include <stop_token>

namespace coffret {

/// Writes secrets one by one as the XML of a KeePass 2 database, which KeePassXC makes a database of. Secrets of one
/// folder have to follow each other, and a folder those above it: as a tree is read. Holds no more than the text.
class KeePassXmlWriter
{
public:
    /// name: of the database.
    explicit KeePassXmlWriter(const QString &name);

    /// How many values were left out, because XML 1.0 has no way to write them: control characters, or bytes that are
    /// not UTF-8. In names and labels such a character becomes a replacement mark instead.
    int add(const ForeignItem &item);
    [[nodiscard]] std::size_t size() const { return m_out.size(); }
    [[nodiscard]] SecretBuffer take() &&;

private:
    void goTo(const QStringList &folder);
    void beginGroup(const QString &name);
    void writeElement(std::string_view name, std::string_view text);
    void writeString(const QString &key, std::string_view value, bool isProtected);
    void writeNotes(const QStringList &texts, const std::vector<std::string_view> &more);
    void writeOthers(const ForeignItem &item, const std::vector<const ForeignField *> &fields);
    void writeEscaped(std::string_view text);

    SecretBuffer m_out{64 * 1024};
    QStringList m_folder; ///< that is open
};

/// The program that makes databases; empty when it is not installed.
[[nodiscard]] QString keepassxcProgram();

/// Makes a database of what KeePassXmlWriter wrote. The text goes there through memory, the password through a pipe;
/// nothing in the clear touches a disk. The file appears at path as a whole, 0600. Waits: a worker's work. Unsupported
/// without KeePassXC, InvalidInput for a password of more than one line, StorageFault where path cannot be written, or
/// is there and must not be replaced; Cancelled, and no file, when stopped.
[[nodiscard]] Expected<void> writeKdbx(const SecretBuffer &xml, const SecretBuffer &password, const QString &path,
                                       bool mayReplace, const std::stop_token &stop = {});

} // namespace coffret
