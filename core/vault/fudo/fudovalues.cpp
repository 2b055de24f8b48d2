// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of fudoanswers.h that hold values: they never leave secret memory.
#include "core/secret/secretjson.h"
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/support/answers.h"
#include "core/vault/support/jsonvalues.h"

namespace coffret {

namespace {

namespace ondemand = simdjson::ondemand;

/// Copies one member into a text of values.
Expected<void> readPlain(ondemand::object &object, std::string_view key, QString &text)
{
    const auto value = plainTextOf(object.find_field_unordered(key));
    if (!value)
        return failure(value);
    text = *value;
    return {};
}

Expected<FudoValues> readValues(ondemand::object &object, const QString &id)
{
    FudoValues values;
    QString answeredId;
    const std::pair<std::string_view, QString &> plain[] = {
        {"id", answeredId},
        {"certificate", values.certificate},
        {"x509_pubkey_fingerprint_sha256", values.certificateFingerprint},
        {"ssh_public_key", values.publicKey},
        {"ssh_fingerprint_sha256", values.publicKeyFingerprint},
    };
    for (const auto &[key, text] : plain) {
        const auto read = readPlain(object, key, text);
        if (!read)
            return failure(read);
    }
    if (answeredId != id)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer about another secret"));
    auto secret = secretTextOf(object.find_field_unordered("secret"));
    if (!secret)
        return failure(secret);
    auto passphrase = secretTextOf(object.find_field_unordered("secret_passphrase"));
    if (!passphrase)
        return failure(passphrase);
    values.secret = *std::move(secret);
    values.passphrase = *std::move(passphrase);
    return values;
}

/// The envelope of a successful answer that lies in secret memory. parser, document and answer must outlive it.
Expected<ondemand::object> secretEnvelope(ondemand::parser &parser, ondemand::document &document,
                                          const SecretBuffer &answer)
{
    ondemand::object root;
    if (!isWholeSecretJson(answer.view()) || parser.iterate(paddedView(answer)).get(document) != simdjson::SUCCESS ||
        document.get_object().get(root) != simdjson::SUCCESS)
        return tl::unexpected<Error>(notUnderstood(answer.view(), QStringLiteral("no JSON object")));
    const auto result = plainTextOf(root.find_field_unordered("result"));
    if (!result || result->isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without result"));
    if (*result != QLatin1String("success"))
        return failure(ErrorKind::ServerFault, result->left(40));
    return root;
}

} // namespace

Expected<FudoValues> fudoValues(const SecretBuffer &answer, const QString &id)
{
    ondemand::parser parser;
    ondemand::document document;
    const auto root = secretEnvelope(parser, document, answer);
    if (!root)
        return failure(root);
    ondemand::object envelope = *root;
    ondemand::object object;
    if (envelope.find_field_unordered("secret").get(object) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without its secret"));
    return readValues(object, id);
}

Expected<FudoValues> fudoSharedValues(const SecretBuffer &answer, const QString &id)
{
    ondemand::parser parser;
    ondemand::document document;
    const auto root = secretEnvelope(parser, document, answer);
    if (!root)
        return failure(root);
    ondemand::object envelope = *root;
    ondemand::array rows;
    if (envelope.find_field_unordered("secret_shared").get(rows) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without its list"));
    for (auto element : rows) {
        ondemand::object row;
        if (element.get(row) != simdjson::SUCCESS)
            return failure(ErrorKind::Malformed, QStringLiteral("a row that is no object"));
        const auto rowId = plainTextOf(row.find_field_unordered("id"));
        if (!rowId)
            return failure(rowId);
        if (*rowId == id)
            return readValues(row, id);
    }
    return failure(ErrorKind::NotFound, QStringLiteral("not shared any more"));
}

Expected<SecretBuffer> fudoSessionId(const SecretBuffer &answer)
{
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object root;
    if (!isWholeSecretJson(answer.view()) || parser.iterate(paddedView(answer)).get(document) != simdjson::SUCCESS ||
        document.get_object().get(root) != simdjson::SUCCESS)
        return tl::unexpected<Error>(notUnderstood(answer.view(), QStringLiteral("no JSON object")));
    auto id = secretTextOf(root.find_field_unordered("sessionid"));
    if (!id)
        return failure(id);
    if (!*id || (*id)->isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("a login without a session"));
    return **std::move(id);
}

} // namespace coffret
