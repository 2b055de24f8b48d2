// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/vault/vault.h"

#include <memory>
#include <optional>

namespace coffret {

/// A secret in the clear, field by field, with what each signature is worth. Wiped when the last owner lets go.
struct OpenedPayload
{
    struct Field
    {
        SecretField field;
        Verdict verdict;
        std::optional<Error> error;            ///< a sealed value that could not be opened: there is no value then
        bool sealed = false;                   ///< came as a message of its own
        std::optional<QStringList> recipients; ///< of that message; see recipientKeyIds()
    };
    SecretType type = SecretType::Unknown; ///< what it turned out to be
    std::vector<Field> fields;
    QHash<QString, QString> renamed; ///< see ParsedSecret
    Verdict verdict;                 ///< the least favourable of all
    QByteArray version;              ///< see FetchedPayload
    QDateTime asOf;                  ///< the same

    /// Under its own key, or under the one it was outlined with; an empty key is the primary field of its type.
    [[nodiscard]] const Field *field(const QString &key) const;
    /// Values only of fields that are not protected.
    [[nodiscard]] std::vector<FieldOutline> outline() const;
};

/// Decrypts and verifies what a vault handed out, and takes it apart. On vaults without end-to-end encryption every
/// value that is an armored OpenPGP message is opened too. Errors: those of OpenPgp::open and Vault::parsePlaintext; a
/// plaintext whose signature is bad is BadSignature, whoever reported it. isCurrent: the vault weighs the verdict by
/// what it remembers; an earlier revision is no news to it.
Task<Expected<std::shared_ptr<const OpenedPayload>>> openFetched(std::shared_ptr<Vault> vault, OpenPgp *openPgp,
                                                                 SecretSummary summary, FetchedPayload fetched,
                                                                 bool isCurrent, StopToken stop);

} // namespace coffret
