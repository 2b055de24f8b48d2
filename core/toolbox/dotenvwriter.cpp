// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/dotenvwriter.h"

#include "core/secret/jsonwriter.h"
#include "core/secret/utf8.h"
#include "core/toolbox/dotenvreader.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr std::string_view Bare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-";

void appendReplacing(SecretBuffer &out, std::string_view value, std::string_view special,
                     std::string_view (*replacement)(char))
{
    while (!value.empty()) {
        const std::size_t plain = std::min(value.find_first_of(special), value.size());
        out.append(value.substr(0, plain));
        value.remove_prefix(plain);
        if (value.empty())
            return;
        out.append(replacement(value.front()));
        value.remove_prefix(1);
    }
}

std::string_view inDoubleQuotes(char c)
{
    switch (c) {
    case '\\':
        return "\\\\";
    case '"':
        return "\\\"";
    case '$':
        return "\\$";
    case '\r': // readers drop one before a line end
        return "\\r";
    default:
        return "\\`";
    }
}

std::string_view inSingleQuotes(char)
{
    return "'\\''";
}

/// Some readers take two backslashes, or one before the closing mark, for an escape even here.
bool fitsSingleQuotes(std::string_view value)
{
    return value.find_first_of("'\r\n") == std::string_view::npos && value.find("\\\\") == std::string_view::npos &&
           value.back() != '\\';
}

void appendDotEnv(SecretBuffer &out, std::string_view value)
{
    if (value.find_first_not_of(Bare) == std::string_view::npos) {
        out.append(value);
    } else if (fitsSingleQuotes(value)) {
        out.append("'");
        out.append(value);
        out.append("'");
    } else {
        out.append("\"");
        appendReplacing(out, value, "\\\"$`\r", inDoubleQuotes);
        out.append("\"");
    }
}

SecretBuffer lines(const std::vector<NamedSecret> &secrets, SecretsFormat format)
{
    SecretBuffer out;
    for (const NamedSecret &secret : secrets) {
        const QByteArray name = secret.name.toLatin1();
        out.append(format == SecretsFormat::Export ? "export " : "");
        out.append({name.constData(), static_cast<std::size_t>(name.size())});
        out.append("=");
        if (format == SecretsFormat::Export) {
            out.append("'");
            appendReplacing(out, secret.value.view(), "'", inSingleQuotes);
            out.append("'");
        } else {
            appendDotEnv(out, secret.value.view());
        }
        out.append("\n");
    }
    return out;
}

SecretBuffer object(const std::vector<NamedSecret> &secrets)
{
    SecretJsonWriter writer;
    writer.beginObject();
    for (const NamedSecret &secret : secrets) {
        const QByteArray name = secret.name.toUtf8();
        writer.key({name.constData(), static_cast<std::size_t>(name.size())});
        writer.text(secret.value.view());
    }
    writer.endObject();
    return std::move(writer).take();
}

} // namespace

bool canWriteName(const QString &name, SecretsFormat format)
{
    if (format == SecretsFormat::Json)
        return !name.isEmpty();
    const QByteArray bytes = name.toUtf8();
    const bool isName = isDotEnvName({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    return isName && (format == SecretsFormat::DotEnv || bytes.indexOf('.') < 0) &&
           (format == SecretsFormat::DotEnv || bytes.indexOf('-') < 0);
}

bool canWrite(const NamedSecret &secret, SecretsFormat format)
{
    const std::string_view value = secret.value.view();
    return canWriteName(secret.name, format) && value.find('\0') == std::string_view::npos && isUtf8(value);
}

Expected<SecretBuffer> writeSecrets(const std::vector<NamedSecret> &secrets, SecretsFormat format)
{
    for (const NamedSecret &secret : secrets) {
        if (!canWrite(secret, format))
            return failure(ErrorKind::InvalidInput, secret.name);
    }
    return format == SecretsFormat::Json ? object(secrets) : lines(secrets, format);
}

} // namespace coffret
