// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkanswers.h"

#include "core/secret/secretjson.h"
#include "core/vault/support/answers.h"
#include "core/vault/support/jsonvalues.h"

#include <functional>

namespace coffret {

namespace {

namespace dom = simdjson::dom;
namespace ondemand = simdjson::ondemand;

// "urn:rendered-app-secret:value-type:None"
const QLatin1String NoValueType(":None");
const QLatin1String TextType(":String");

Expected<dom::object> objectOf(dom::parser &parser, const QByteArray &answer)
{
    dom::object root;
    const auto size = static_cast<std::size_t>(answer.size());
    if (parser.parse(answer.constData(), size).get(root) != simdjson::SUCCESS)
        return tl::unexpected<Error>(notUnderstood({answer.constData(), size}, QStringLiteral("no JSON object")));
    return root;
}

/// Calls visit for each rendered secret until it returns false.
using Visitor = std::function<Expected<bool>(ondemand::object &, const CommandKEntry &)>;

Expected<CommandKEntry> readEntry(ondemand::object &row)
{
    const auto noKey = failure(ErrorKind::Malformed, QStringLiteral("a rendered secret without key"));
    const auto key = plainTextOf(row.find_field_unordered("key"));
    if (!key || key->isEmpty()) // what is broken must not be asked for more
        return noKey;
    const auto type = plainTextOf(row.find_field_unordered("valueType"));
    if (!type)
        return noKey;
    const auto found = row.find_field_unordered("secretId");
    if (found.error() != simdjson::SUCCESS && found.error() != simdjson::NO_SUCH_FIELD)
        return failure(ErrorKind::Malformed, QStringLiteral("broken JSON"));
    const auto id = plainTextOf(found);
    const bool known = type->endsWith(NoValueType) || type->endsWith(TextType);
    return CommandKEntry{*key, !type->endsWith(NoValueType), id ? *id : QString(), known ? QString() : *type};
}

Expected<void> visitEntries(const SecretBuffer &answer, const Visitor &visit)
{
    ondemand::parser parser;
    ondemand::document document;
    ondemand::array rows;
    if (!isWholeSecretJson(answer.view()) || parser.iterate(paddedView(answer)).get(document) != simdjson::SUCCESS ||
        document.find_field_unordered("secrets").get_array().get(rows) != simdjson::SUCCESS)
        return tl::unexpected<Error>(notUnderstood(answer.view(), QStringLiteral("no rendered secrets")));
    for (auto element : rows) {
        ondemand::object row;
        if (element.get_object().get(row) != simdjson::SUCCESS)
            return failure(ErrorKind::Malformed, QStringLiteral("a rendered secret that is no object"));
        const auto entry = readEntry(row);
        if (!entry)
            return failure(entry);
        const auto goOn = visit(row, *entry);
        if (!goOn)
            return failure(goOn);
        if (!*goOn)
            return {};
    }
    return {};
}

Expected<std::optional<SecretBuffer>> readValue(ondemand::object &row, const CommandKEntry &entry)
{
    auto value = secretTextOf(row.find_field_unordered("serializedValue"));
    if (value && !entry.hasValue)
        value->reset();
    return value;
}

} // namespace

/// Which mode an answer has to be in for what is read from it.
struct CommandKRenderedReader
{
    static Expected<std::vector<CommandKEntry>> entries(const CommandKPreview &answer)
    {
        std::vector<CommandKEntry> entries;
        const Visitor visit = [&entries](ondemand::object &, const CommandKEntry &entry) {
            entries.push_back(entry);
            return Expected<bool>(true);
        };
        const auto visited = visitEntries(answer.m_answer, visit);
        if (!visited)
            return failure(visited);
        return entries;
    }

    static Expected<SecretBuffer> value(const CommandKFull &answer, const QString &key)
    {
        std::optional<SecretBuffer> found;
        const Visitor visit = [&](ondemand::object &row, const CommandKEntry &entry) -> Expected<bool> {
            if (entry.key != key)
                return true;
            auto value = readValue(row, entry);
            if (!value)
                return failure(value);
            found = *value ? *std::move(*value) : SecretBuffer();
            return false;
        };
        const auto visited = visitEntries(answer.m_answer, visit);
        if (!visited)
            return failure(visited);
        if (!found)
            return failure(ErrorKind::NotFound, key);
        return *std::move(found);
    }

    static Expected<std::vector<EnvironmentValue>> values(const CommandKFull &answer)
    {
        std::vector<EnvironmentValue> values;
        const Visitor visit = [&values](ondemand::object &row, const CommandKEntry &entry) -> Expected<bool> {
            auto value = readValue(row, entry);
            if (!value)
                return failure(value);
            values.push_back({entry.key, *std::move(value), {}, entry.unknownType.isEmpty()});
            return true;
        };
        const auto visited = visitEntries(answer.m_answer, visit);
        if (!visited)
            return failure(visited);
        return values;
    }
};

Expected<std::vector<CommandKEnvironment>> commandKEnvironments(const QByteArray &answer)
{
    dom::parser parser;
    const auto root = objectOf(parser, answer);
    if (!root)
        return failure(root);
    dom::array list;
    if (root->at_key("environments").get(list) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("no environments"));
    std::vector<CommandKEnvironment> environments;
    for (const dom::element element : list) {
        dom::object row;
        if (element.get(row) != simdjson::SUCCESS || textOf(row, "id").isEmpty())
            return failure(ErrorKind::Malformed, QStringLiteral("an environment without id"));
        environments.push_back({textOf(row, "id"), textOf(row, "slug"), textOf(row, "name")});
    }
    return environments;
}

Expected<CommandKApp> commandKApp(const QByteArray &answer)
{
    dom::parser parser;
    const auto root = objectOf(parser, answer);
    if (!root)
        return failure(root);
    const CommandKApp app{textOf(*root, "id"), textOf(*root, "name")};
    if (app.id.isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("an app without id"));
    return app;
}

Expected<QString> commandKCreated(const QByteArray &answer)
{
    dom::parser parser;
    const auto root = objectOf(parser, answer);
    if (!root)
        return failure(root);
    QString id = textOf(*root, "id");
    if (id.isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("a new secret without id"));
    return id;
}

QString commandKConflicting(const QByteArray &answer)
{
    dom::parser parser;
    const auto root = objectOf(parser, answer);
    return root ? textOf(*root, "entityId") : QString();
}

Expected<std::vector<CommandKEntry>> commandKEntries(const CommandKPreview &answer)
{
    return CommandKRenderedReader::entries(answer);
}

Expected<SecretBuffer> commandKValue(const CommandKFull &answer, const QString &key)
{
    return CommandKRenderedReader::value(answer, key);
}

Expected<std::vector<EnvironmentValue>> commandKValues(const CommandKFull &answer)
{
    return CommandKRenderedReader::values(answer);
}

} // namespace coffret
