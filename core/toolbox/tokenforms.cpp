// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/tokenforms.h"

#include "core/toolbox/dotenvwriter.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr qsizetype LongestName = 64;

/// The visible characters of ASCII: anything else would end the header, or be read differently by different servers.
bool fitsHeader(std::string_view token)
{
    return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Expected<SecretBuffer> header(const SecretBuffer &token)
{
    if (!fitsHeader(token.view()))
        return failure(ErrorKind::InvalidInput, QStringLiteral("no token for a header"));
    constexpr std::string_view Beginning = "Authorization: Bearer ";
    SecretBuffer line(Beginning.size() + token.size());
    line.append(Beginning);
    line.append(token.view());
    return line;
}

} // namespace

QString variableName(const QString &name)
{
    QString variable;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toUpper()) {
        if ((c >= QLatin1Char('A') && c <= QLatin1Char('Z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9')))
            variable += c;
        else if (c.category() != QChar::Mark_NonSpacing && !variable.isEmpty() && variable.back() != QLatin1Char('_'))
            variable += QLatin1Char('_');
    }
    variable.truncate(LongestName);
    while (variable.endsWith(QLatin1Char('_')))
        variable.chop(1);
    if (variable.isEmpty())
        return QStringLiteral("TOKEN");
    return variable.front().isDigit() ? QLatin1Char('_') + variable : variable;
}

Expected<SecretBuffer> writeToken(const QString &name, const SecretBuffer &token, TokenForm form)
{
    if (form == TokenForm::Header)
        return header(token);
    std::vector<NamedSecret> one;
    one.push_back({variableName(name), token.clone()});
    return writeSecrets(one, form == TokenForm::ExportLine ? SecretsFormat::Export : SecretsFormat::Json);
}

} // namespace coffret
