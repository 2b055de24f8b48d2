// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/secretarena.h"
#include "core/model/secretdraft.h"

#include <QFlags>

#include <optional>
#include <vector>

namespace coffret {

/// What a file is, by what it says.
enum class ForeignFormat : quint8 {
    Unknown,
    Csv, ///< of a program that is not known; its columns are
    CsvBitwarden,
    CsvChromium, ///< Chrome, Edge, Brave, Opera, Vivaldi, Google Password Manager
    CsvDashlane,
    CsvFirefox,
    CsvKeePass, ///< KeePassXC, and what Passbolt writes for it
    CsvKeePass1,
    CsvLastPass,
    CsvLogMeOnce,
    CsvNordPass,
    CsvOnePassword,
    CsvProtonPass,
    CsvSafari,
    BitwardenJson,
    OnePassword1Pux,
    KeePassXml,
    Kdbx,
    Coffret, ///< our own, opened
};

/// What an item had that no secret of ours has a place for. It stays behind, and is named before anything is written.
enum class Loss : quint16 {
    None = 0,
    Attachments = 1 << 0,
    Passkey = 1 << 1,
    History = 1 << 2,
    AutoType = 1 << 3,
    Fields = 1 << 4,  ///< more of them, or of addresses, than a secret can have
    Address = 1 << 5, ///< of a program on a phone
    Expiry = 1 << 6,  ///< the account has no dates
    Tags = 1 << 7,    ///< nor these
    Star = 1 << 8,
};
Q_DECLARE_FLAGS(Losses, Loss)
Q_DECLARE_OPERATORS_FOR_FLAGS(Losses)

/// One value of an item. The view lies in the file's arena.
struct ForeignField
{
    FieldKind kind = FieldKind::Custom;
    QString label; ///< of custom fields
    bool isProtected = true;
    std::string_view value;
    std::optional<CustomKind> customKind = {};
};

/// One secret as a file has it.
struct ForeignItem
{
    int number = 0;     ///< in the file, from 1: row or entry
    QStringList folder; ///< names from the outermost on; empty: in none
    SecretType type = SecretType::Login;
    QString name;
    QString username;
    QStringList uris;
    QString description; ///< only where the file keeps it apart from a note
    QStringList tags;
    bool isFavourite = false;
    QDateTime expires;
    std::vector<ForeignField> fields; ///< those that hold something; a kind other than Custom once at most
    Losses losses;
};

/// A part of a file that is no item, or not one that can be taken.
struct ForeignRefusal
{
    enum class Why : quint8 {
        Nothing,     ///< has neither a name nor a value
        NotText,     ///< holds something else than UTF-8, or a null
        TooLong,     ///< a text beyond what any vault takes
        WrongShape,  ///< fewer or more columns than the heading, a member of another type
        UnknownKind, ///< an item of a kind that is not known
        InTrash,     ///< deleted there, or put away
    };
    int number = 0;
    QString name; ///< empty: not known
    Why why = Why::Nothing;
};

/// A whole file taken apart. Values stay in guarded memory.
struct ForeignFile
{
    ForeignFormat format = ForeignFormat::Unknown;
    std::vector<ForeignItem> items;
    std::vector<ForeignRefusal> refusals;
    SecretArena arena;
};

constexpr std::size_t LargestForeignFile = 32 * 1024 * 1024;
constexpr std::size_t MostForeignItems = 100'000;
constexpr std::size_t LongestForeignValue = 1024 * 1024;

/// The detail of an Unsupported of a file that only the program which wrote it can open.
constexpr auto EncryptedByItsProgram = "encrypted by its program";

/// A draft of a new secret with copies of the values; its folder, tags and star are the caller's to see to.
[[nodiscard]] SecretDraft draftOf(const ForeignItem &item);

} // namespace coffret
