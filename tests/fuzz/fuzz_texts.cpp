// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that everything else is made of: UTF-8, JSON strings, base64, names that are shown.
#include "core/base/displaytext.h"
#include "core/base/lookalike.h"
#include "core/secret/jsonsecret.h"
#include "core/secret/jsonwriter.h"
#include "core/secret/secretbase64.h"
#include "core/secret/utf8.h"
#include "tests/fuzz/fuzz.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

using namespace coffret;
using namespace coffret::fuzz;

namespace {

QByteArray bytesOf(std::string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

void checkUtf8(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(bytesOf(text));
    require(isUtf8(text) == !decoder.hasError(), "two readers of UTF-8 agree");
}

void checkDisplay(std::string_view text)
{
    const QString shown = displayText(text);
    require(shown.size() <= 257, "what is shown is short");
    for (const QChar c : shown) {
        const QChar::Category category = c.category();
        require(category != QChar::Other_Control && category != QChar::Other_Format, "nothing that is not seen");
    }
    require(displayText(viewOf(shown.toUtf8())) == shown || shown.size() > 250, "what may be shown stays as it is");
}

/// The inside of a JSON string, as Qt reads it too.
void checkJsonString(std::string_view token)
{
    const auto text = unescapeJsonString(token);
    if (!text)
        return;
    require(text->size() <= token.size(), "no escape is shorter than what it stands for");
    const QJsonDocument document = QJsonDocument::fromJson("[\"" + bytesOf(token) + "\"]");
    if (isUtf8(token))
        require(document.array().at(0).toString().toUtf8() == bytesOf(text->view()), "two readers of JSON agree");
}

void checkJsonWriter(std::string_view text)
{
    if (!isUtf8(text))
        return;
    SecretJsonWriter writer;
    writer.beginArray();
    writer.text(text);
    writer.endArray();
    const SecretBuffer json = std::move(writer).take();
    const std::string_view inside = json.view().substr(2, json.size() - 4);
    const auto again = unescapeJsonString(inside);
    require(again && again->view() == text, "a text is read as it was written");
}

void checkBase64(std::string_view text)
{
    const SecretBuffer written = secretToBase64Lines(text);
    const auto again = secretFromBase64(written.view());
    require(again && again->view() == text, "what is written in base64 comes back");
    if (const auto bytes = secretFromBase64(text))
        require(bytes->size() <= text.size(), "base64 is longer than what it holds");
}

void checkLooks(const QString &text)
{
    const QString look = lookOf(text);
    require(lookOf(text.toUpper()) == look || text.toUpper().size() != text.size() ||
                text.toUpper().toLower() != text.toLower(),
            "case does not change looks");
    static_cast<void>(mixesScripts(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(6)) {
    case 0:
        checkUtf8(input.rest());
        break;
    case 1:
        checkDisplay(input.rest());
        break;
    case 2:
        checkJsonString(input.rest());
        break;
    case 3:
        checkJsonWriter(input.rest());
        break;
    case 4:
        checkBase64(input.rest());
        break;
    default:
        checkLooks(input.text());
        break;
    }
    return 0;
}
