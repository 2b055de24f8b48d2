// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudobatch.h"

#include "core/vault/support/answers.h"
#include "core/vault/support/jsonvalues.h"

#include <algorithm>

namespace coffret {

namespace {

namespace dom = simdjson::dom;

void beginRequest(SecretJsonWriter &json, const QString &id, std::string_view endpoint)
{
    json.beginObject();
    json.key("id");
    json.text(id.toStdString());
    json.key("method");
    json.text("POST");
    json.key("endpoint");
    json.text(endpoint);
    json.key("data");
    json.beginObject();
}

void endRequest(SecretJsonWriter &json)
{
    json.endObject();
    json.endObject();
}

std::optional<std::vector<FudoBatchItem>> itemsOf(const dom::element &element)
{
    dom::array list;
    if (element.get(list) != simdjson::SUCCESS || list.size() == 0)
        return std::nullopt;
    std::vector<FudoBatchItem> items;
    for (const dom::element entry : list) {
        dom::object object;
        if (entry.get(object) != simdjson::SUCCESS)
            return std::nullopt;
        FudoBatchItem item;
        item.id = textOf(object, "id");
        const QString result = textOf(object, "result");
        if (item.id.isEmpty() || result.isEmpty())
            return std::nullopt;
        item.success = result == QLatin1String("success");
        item.status = textOf(object, "status").toInt();
        item.message = textOf(object, "message").left(200);
        dom::object secret;
        if (object.at_key("secret").get(secret) == simdjson::SUCCESS)
            item.createdId = textOf(secret, "id");
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace

bool looksLikeVariable(const SecretDraft &draft)
{
    const QStringList texts =
        draft.uris + QStringList{draft.name, draft.collectionId, draft.description, draft.username};
    const bool inTexts =
        std::any_of(texts.begin(), texts.end(), [](const QString &text) { return text.contains(QLatin1Char('{')); });
    const auto isInValue = [](const auto &field) { return field.value.view().find('{') != std::string_view::npos; };
    return inTexts || std::any_of(draft.fields.begin(), draft.fields.end(), isInValue);
}

SecretBuffer fudoCreationBatch(const SecretDraft &draft, const FudoAttributes &attributes)
{
    SecretJsonWriter json;
    json.beginObject();
    json.key("atomic");
    json.raw("true");
    json.key("requests");
    json.beginArray();
    beginRequest(json, QStringLiteral("secret"), "/secret");
    writeFudoSecret(json, draft, attributes);
    endRequest(json);
    int number = 0;
    for (const QString &uri : draft.uris) {
        beginRequest(json, QStringLiteral("uri-%1").arg(++number), "/secret/{secret.secret.id}/uri");
        json.key("uri");
        json.text(uri.toStdString());
        endRequest(json);
    }
    json.endArray();
    json.endObject();
    return std::move(json).take();
}

Expected<std::vector<FudoBatchItem>> fudoBatchItems(const QByteArray &answer)
{
    dom::parser parser;
    dom::element root;
    if (parser.parse(answer.constData(), static_cast<std::size_t>(answer.size())).get(root) != simdjson::SUCCESS)
        return tl::unexpected<Error>(
            notUnderstood({answer.constData(), static_cast<std::size_t>(answer.size())}, QStringLiteral("no JSON")));
    if (auto items = itemsOf(root))
        return *std::move(items);
    dom::object object;
    if (root.get(object) == simdjson::SUCCESS) {
        for (const dom::key_value_pair member : object) {
            if (auto items = itemsOf(member.value))
                return *std::move(items);
        }
    }
    return failure(ErrorKind::Malformed, QStringLiteral("a batch without answers"));
}

} // namespace coffret
