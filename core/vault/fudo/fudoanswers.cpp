// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoanswers.h"

#include "core/vault/fudo/fudoenvelope.h"
#include "core/vault/support/answers.h"

namespace coffret {

namespace {

namespace dom = simdjson::dom;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

FudoSecret readSecret(const dom::object &row)
{
    FudoSecret secret;
    secret.id = textOf(row, "id");
    secret.collectionId = textOf(row, "collection_id");
    secret.collectionName = textOf(row, "collection_name");
    secret.name = textOf(row, "name");
    secret.type = textOf(row, "type");
    secret.login = textOf(row, "login");
    secret.domain = textOf(row, "domain");
    secret.description = textOf(row, "description");
    secret.certificate = textOf(row, "certificate");
    secret.ownerId = textOf(row, "owner_id");
    secret.accessPolicy = textOf(row, "access_policy");
    secret.checkoutMode = textOf(row, "checkout_mode");
    secret.myCheckoutId = textOf(row, "my_checkout_id");
    secret.hasValue = flagOf(row, "has_secret");
    secret.created = timeOf(row, "created_at");
    secret.modified = timeOf(row, "modified_at");
    secret.modifiedText = textOf(row, "modified_at");
    secret.validUntil = timeOf(row, "valid_until");
    return secret;
}

FudoCollection readCollection(const dom::object &row)
{
    FudoCollection collection;
    collection.id = textOf(row, "id");
    collection.parentId = textOf(row, "parent_id");
    collection.accessibleParentId = textOf(row, "accessible_parent_id");
    collection.name = textOf(row, "name");
    collection.personal = textOf(row, "vault") == QLatin1String("personal");
    collection.secrets = textOf(row, "secrets_count").toInt();
    collection.subcollections = textOf(row, "subcollections_count").toInt();
    dom::array rights;
    if (row.at_key("rights").get(rights) != simdjson::SUCCESS)
        return collection;
    // The values of rights are documented by nobody.
    const auto may = [&row](std::string_view right) {
        return fudoListHolds(row, "rights", right) || fudoListHolds(row, "rights", "full_edit");
    };
    const bool edits = may("edit") || may("create");
    const bool views = may("view") || may("view_on_request") || may("edit_on_request") || may("none");
    if (may("delete"))
        collection.right = AccessRight::Own;
    else if (edits)
        collection.right = AccessRight::Update;
    else if (views || rights.size() == 0) // only other words tell nothing
        collection.right = AccessRight::Read;
    return collection;
}

FudoUri readUri(const dom::object &row)
{
    FudoUri uri;
    uri.id = textOf(row, "id");
    uri.secretId = textOf(row, "secret_id");
    uri.uri = textOf(row, "uri");
    return uri;
}

FudoHistory readHistory(const dom::object &row)
{
    FudoHistory history;
    history.id = textOf(row, "id");
    history.secretId = textOf(row, "secret_id");
    history.current = flagOf(row, "current").value_or(false);
    history.state = textOf(row, "state");
    history.created = timeOf(row, "created_at");
    history.modified = timeOf(row, "modified_at");
    return history;
}

} // namespace

Expected<dom::object> fudoEnvelope(dom::parser &parser, const QByteArray &answer)
{
    dom::object root;
    if (parser.parse(answer.constData(), static_cast<std::size_t>(answer.size())).get(root) != simdjson::SUCCESS)
        return tl::unexpected<Error>(notUnderstood(viewOf(answer), QStringLiteral("no JSON object")));
    std::string_view result;
    if (root.at_key("result").get(result) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without result"));
    if (result != "success")
        return failure(ErrorKind::ServerFault, failureMessage(answer));
    return root;
}

bool fudoListHolds(const dom::object &row, std::string_view key, std::string_view wanted)
{
    dom::array list;
    if (row.at_key(key).get(list) != simdjson::SUCCESS)
        return false;
    for (const dom::element element : list) {
        std::string_view text;
        if (element.get(text) == simdjson::SUCCESS && text == wanted)
            return true;
    }
    return false;
}

Expected<FudoSpec> fudoSpec(const QByteArray &answer, const QString &type)
{
    dom::parser parser;
    const auto root = fudoEnvelope(parser, answer);
    if (!root)
        return failure(root);
    dom::object attributes;
    if (root->at_key(type.toStdString()).get(attributes) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("no attributes of \"%1\"").arg(type));
    FudoSpec spec;
    for (const dom::key_value_pair attribute : attributes) {
        const QString name = QString::fromUtf8(attribute.key.data(), static_cast<qsizetype>(attribute.key.size()));
        spec.names.insert(name);
        dom::object properties;
        if (attribute.value.get(properties) != simdjson::SUCCESS)
            continue;
        if (flagOf(properties, "required").value_or(false))
            spec.required.insert(name);
        if (flagOf(properties, "readonly").value_or(false))
            spec.readOnly.insert(name);
    }
    return spec;
}

Expected<FudoPage<FudoSecret>> fudoSecrets(const QByteArray &answer, const QString &key)
{
    return readFudoPage<FudoSecret>(answer, key.toStdString(), readSecret);
}

Expected<FudoPage<FudoCollection>> fudoCollections(const QByteArray &answer)
{
    return readFudoPage<FudoCollection>(answer, "collection", readCollection);
}

Expected<FudoPage<FudoUri>> fudoUris(const QByteArray &answer)
{
    return readFudoPage<FudoUri>(answer, "secret_uri", readUri);
}

Expected<FudoPage<FudoHistory>> fudoHistory(const QByteArray &answer)
{
    return readFudoPage<FudoHistory>(answer, "secret_history", readHistory);
}

Expected<FudoSecret> fudoSecret(const QByteArray &answer, const QString &id)
{
    dom::parser parser;
    const auto root = fudoEnvelope(parser, answer);
    if (!root)
        return failure(root);
    dom::object object;
    if (root->at_key("secret").get(object) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without its secret"));
    FudoSecret secret = readSecret(object);
    if (secret.id != id)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer about another secret"));
    if (flagOf(object, "removed").value_or(false))
        return failure(ErrorKind::NotFound, QStringLiteral("removed"));
    return secret;
}

Expected<FudoCollection> fudoCollection(const QByteArray &answer)
{
    dom::parser parser;
    const auto root = fudoEnvelope(parser, answer);
    if (!root)
        return failure(root);
    dom::object object;
    if (root->at_key("collection").get(object) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without its collection"));
    return readCollection(object);
}

Expected<QString> fudoCreatedId(const QByteArray &answer, const QString &type)
{
    dom::parser parser;
    const auto root = fudoEnvelope(parser, answer);
    if (!root)
        return failure(root);
    dom::object object;
    if (root->at_key(type.toStdString()).get(object) != simdjson::SUCCESS || textOf(object, "id").isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without the new id"));
    return textOf(object, "id");
}

Expected<void> fudoSuccess(const QByteArray &answer)
{
    dom::parser parser;
    const auto root = fudoEnvelope(parser, answer);
    if (!root)
        return failure(root);
    return {};
}

} // namespace coffret
