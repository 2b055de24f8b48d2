// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignfile.h"

namespace coffret {

[[nodiscard]] QString textOf(std::string_view utf8);
[[nodiscard]] QStringList pathOf(const QString &path, QChar separator); ///< without empty names, not endless
/// Whether a text is one: UTF-8 and without nulls.
[[nodiscard]] bool isText(std::string_view bytes);

/// Puts one item together from what a reader finds, in whatever order, and says at the end what it is. Values have to
/// be in the file's arena, or are put there.
class ItemBuilder
{
public:
    ItemBuilder(int number, SecretArena &arena) : m_arena(arena) { m_item.number = number; }

    [[nodiscard]] ForeignItem &item() { return m_item; }
    /// The type is not known: whatever has a note and nothing else is one.
    void guessType() { m_guessesType = true; }
    void setName(std::string_view utf8) { m_item.name = plain(utf8).trimmed(); }
    void setUsername(std::string_view utf8) { m_item.username = plain(utf8); }
    void setFolder(std::string_view utf8, QChar separator) { m_item.folder = pathOf(plain(utf8), separator); }
    void setTags(std::string_view utf8, QChar separator) { m_item.tags = pathOf(plain(utf8), separator); }
    void addUri(std::string_view utf8);
    /// Nothing for an empty one. The second of a kind is a custom field, for which label is wanted.
    void add(FieldKind kind, std::string_view value, const QString &label = {});
    void addCustom(const QString &label, std::string_view value, CustomKind kind, bool isProtected = true);
    /// A key URI or a bare seed. What makes no codes stays as a custom field.
    void addCode(std::string_view text, const QString &label);

    /// It has as many fields as it can; what is not read is noted as lost.
    [[nodiscard]] bool isFull();

    /// Into the file: among its items or, with the reason, its refusals.
    void finish(ForeignFile &file);
    void refuse(ForeignFile &file, ForeignRefusal::Why why);

private:
    QString plain(std::string_view utf8);
    [[nodiscard]] QString nameFor(const QString &label) const;
    [[nodiscard]] bool isTakable(std::string_view value);

    ForeignItem m_item;
    SecretArena &m_arena;
    std::optional<ForeignRefusal::Why> m_refusal;
    bool m_guessesType = false;
};

} // namespace coffret
