// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QDateTime>
#include <QFlags>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace coffret {

enum class SecretType : quint8 { Login, SshKey, Note, ApiKey, Certificate, Unknown };

/// Fields a secret can have, in the order a detail view shows them.
enum class FieldKind {
    Username,
    Password,
    Totp, ///< otpauth:// URI; the seed itself is never shown
    PrivateKey,
    PublicKey,
    Passphrase,
    Fingerprint,
    Token,
    Certificate,
    Domain,
    Uri,
    NoteText,
    Description,
    Pin,
    Custom,
};

/// What the user may do with a secret or a collection; each includes those before it.
enum class AccessRight : quint8 { None, Read, Update, Own };

/// Why a row deserves a second look. Shown as a marker, never hidden.
enum class Marker : quint32 {
    None = 0,
    Favourite = 1 << 0,
    HasTotp = 1 << 1,
    Shared = 1 << 2,
    CheckedOutByMe = 1 << 3,
    NeedsApproval = 1 << 4,
    MetadataUnverified = 1 << 5, ///< encrypted metadata, unsigned or signed by an unexpected key
    MetadataUnreadable = 1 << 6, ///< could not be decrypted: the name is a placeholder
    UnknownType = 1 << 7,        ///< a type this version does not know: read-only
    NoValue = 1 << 8,            ///< the server says no value is set
    Personal = 1 << 9,
    SecretUnverified = 1 << 10, ///< the value, when last opened, was unsigned or signed by an unexpected key
    OutOfOrder = 1 << 11,       ///< an older or another secret's message was served in its place
    KeyMissing = 1 << 12,       ///< unreadable, because nobody has given the user the shared metadata key yet
    TagUnverified = 1 << 13,    ///< a tag's encrypted name is unsigned or signed by an unexpected key
};
Q_DECLARE_FLAGS(Markers, Marker)
Q_DECLARE_OPERATORS_FOR_FLAGS(Markers)

/// The picture somebody chose for a secret in place of that of its type.
struct SecretIcon
{
    static constexpr int Symbols = 69; ///< in KeePass's standard set, which vaults and importers agree on
    qint8 symbol = -1;                 ///< number in that set; -1: the symbol of its type
    quint32 colour = 0;                ///< behind the symbol, 0xRRGGBBAA; 0: that of its type

    friend bool operator==(const SecretIcon &, const SecretIcon &) = default;
};

/// A folder of any vault. id is opaque and unique within the account; a parent not in the list makes a root.
struct Collection
{
    QString id;
    QString parentId; ///< empty: root
    QString name;
    AccessRight right = AccessRight::None; ///< None: not told
    bool shared = false;                   ///< others can see it too
    Markers markers = {};                  ///< about its name: of an encrypted one, as of a secret's
};

/// What a list may know about a secret. Never holds a protected value.
struct SecretSummary
{
    QString id; ///< opaque, unique within the account
    QString collectionId;
    QString name;
    QString username;
    QString description; ///< only where the vendor keeps it readable
    QStringList uris;
    SecretType type = SecretType::Unknown;
    QString vendorType; ///< the vendor's own word for the type, as it came
    Markers markers;
    QDateTime created;
    QDateTime modified;
    QDateTime expires;                     ///< null: never
    QString modifiedBy;                    ///< vendor's user id; empty if not told
    AccessRight right = AccessRight::None; ///< None: not told
    QStringList tags;
    SecretIcon icon;
};

/// What a custom field is meant to hold, where the vendor tells them apart.
enum class CustomKind : quint8 { Text, Password, Number, Boolean, Uri };

/// One value of an opened secret. label is only set for custom fields and unknown kinds.
struct SecretField
{
    FieldKind kind = FieldKind::Custom;
    QString key; ///< stable within the secret: fieldKey(kind), or "custom:<id>"
    QString label;
    bool isProtected = true; ///< masked until asked for
    SecretBuffer value;
    std::optional<CustomKind> customKind = {}; ///< of a new custom field; one that is there keeps its own

    [[nodiscard]] SecretField clone() const;
};

/// What a field will be, before its value was fetched: drives the masked cards of the detail view.
struct FieldOutline
{
    FieldKind kind = FieldKind::Custom;
    QString key;
    QString label;
    bool isProtected = true;
    QString plainValue; ///< only for fields that are not protected
};

/// Who signed, and what that is worth. The verdict is part of the value.
enum class SignatureState {
    NotApplicable, ///< the vault is not end-to-end encrypted; TLS is all there is
    Expected,      ///< good, by a person who is expected to have written it
    Foreign,       ///< good, by a known key of somebody else
    UnknownKey,    ///< signed by a key we do not have
    Unsigned,
    Bad, ///< never accompanies a plaintext
    ExpiredKey,
    RevokedKey,
};

struct Verdict
{
    SignatureState state = SignatureState::NotApplicable;
    QString signerFingerprint; ///< 40 hex digits, upper case; empty when unsigned
    QString signerName;        ///< user id of the key, control and bidi characters removed
    QDateTime signedAt;
    bool outOfOrder = false;   ///< an older message than one seen before, or one seen under another secret
    bool orderUnknown = false; ///< what was seen before cannot be read: whether it is out of order was not found out
};

/// Whether a value with this verdict can be used without asking: somebody who was expected to has signed it, or nobody
/// can, and the message is in order.
[[nodiscard]] bool isVouched(const Verdict &verdict);

[[nodiscard]] QString toString(SecretType type);                    ///< "login", "sshkey", ...: stable, untranslated
[[nodiscard]] SecretType secretTypeFromString(const QString &name); ///< Unknown for anything else
/// The key of a field that occurs once in a secret: "password", "private-key", ... Every vault uses these; empty for
/// Custom.
[[nodiscard]] QString fieldKey(FieldKind kind);
/// The key of the field that Enter copies for this type: password, private key, note, token, private key; empty for
/// Unknown.
[[nodiscard]] QString primaryFieldKey(SecretType type);
/// The key of the field that Enter copies: the one its type names, else the first protected one, a one-time code last.
/// Empty if there is none.
[[nodiscard]] QString primaryFieldOf(SecretType type, const std::vector<FieldOutline> &fields);

} // namespace coffret
