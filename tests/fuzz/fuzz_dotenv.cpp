// SPDX-License-Identifier: GPL-3.0-or-later
// .env files, and names and values on their way into one.
#include "core/secret/utf8.h"
#include "core/toolbox/dotenvreader.h"
#include "core/toolbox/dotenvwriter.h"
#include "core/toolbox/tokenforms.h"
#include "core/toolbox/tokenissuer.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

std::vector<NamedSecret> taken(const std::vector<DotEnvLine> &lines)
{
    std::vector<NamedSecret> secrets;
    for (const DotEnvLine &line : lines) {
        if (line.state == DotEnvLine::State::Taken)
            secrets.push_back({line.name, line.value.clone()});
    }
    return secrets;
}

void checkLines(const std::vector<DotEnvLine> &lines)
{
    require(lines.size() <= MostDotEnvLines, "no more lines than are read");
    int last = 0;
    for (const DotEnvLine &line : lines) {
        require(line.number > last, "lines are in order");
        last = line.number;
        const QByteArray name = line.name.toUtf8();
        require(line.name.isEmpty() || isDotEnvName(viewOf(name)), "what is no name is not told");
        require(line.state == DotEnvLine::State::Taken || line.value.isEmpty(), "a value only where it is taken");
        require(line.value.size() <= LongestDotEnvValue, "no value is too long");
        require(isUtf8(line.value.view()) && line.value.view().find('\0') == std::string_view::npos, "a value is text");
    }
}

/// What was read can be written, and is then read as it was.
void checkFile(std::string_view text)
{
    const auto lines = readDotEnv(SecretBuffer::copyOf(text));
    if (!lines)
        return;
    checkLines(*lines);
    const std::vector<NamedSecret> secrets = taken(*lines);
    const auto written = writeSecrets(secrets, SecretsFormat::DotEnv);
    require(written.has_value(), "what was read can be written");
    const auto again = readDotEnv(*written);
    require(again && again->size() == secrets.size(), "nothing is lost or added by writing");
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        const DotEnvLine &line = (*again)[i];
        require(line.state == DotEnvLine::State::Taken && line.name == secrets[i].name &&
                    line.value.equals(secrets[i].value),
                "a value is read as it was written");
    }
}

/// Any value that can be written at all comes back.
void checkValue(std::string_view value)
{
    std::vector<NamedSecret> one;
    one.push_back({QStringLiteral("NAME"), SecretBuffer::copyOf(value)});
    const auto written = writeSecrets(one, SecretsFormat::DotEnv);
    require(written.has_value() == canWrite(one.front(), SecretsFormat::DotEnv), "canWrite() tells");
    if (!written || value.size() > LongestDotEnvValue)
        return;
    const auto read = readDotEnv(*written);
    require(read && read->size() == 1 && read->front().value.equals(one.front().value), "a value comes back");
}

void checkToken(Input &input)
{
    const auto form = static_cast<TokenForm>(input.choice(3));
    const std::string_view nameText = input.upTo('\n');
    const QString name = QString::fromUtf8(nameText.data(), static_cast<qsizetype>(nameText.size()));
    const QByteArray variable = variableName(name).toUtf8();
    require(isDotEnvName(viewOf(variable)) && !variable.contains('.') && !variable.contains('-'), "a name for a shell");
    const SecretBuffer token = input.secret();
    static_cast<void>(tokenIssuer(token));
    const auto written = writeToken(name, token, form);
    require(!written || form != TokenForm::Header || written->view().find_first_of("\r\n") == std::string_view::npos,
            "a header stays one line");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(3)) {
    case 0:
        checkFile(input.rest());
        break;
    case 1:
        checkValue(input.rest());
        break;
    default:
        checkToken(input);
        break;
    }
    return 0;
}
