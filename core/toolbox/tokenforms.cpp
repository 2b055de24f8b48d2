// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/tokenforms.h"

#include "core/toolbox/dotenvwriter.h"

#include <algorithm>
#include <array>

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

/// Pasted into a terminal these would be keys: an interrupt, an escape sequence, a completion.
bool fitsTerminal(std::string_view token)
{
    for (std::size_t i = 0; i < token.size(); ++i) {
        const auto c = static_cast<unsigned char>(token[i]);
        const auto next = static_cast<unsigned char>(i + 1 < token.size() ? token[i + 1] : 0);
        const bool isHighControl = c == 0xc2 && next >= 0x80 && next < 0xa0; // U+0080 to U+009F in UTF-8
        if ((c < ' ' && c != '\n') || c == 0x7f || isHighControl)
            return false;
    }
    return true;
}

/// One line without its end: pasted, it waits for the user's own Enter.
Expected<SecretBuffer> exportLine(const std::vector<NamedSecret> &one)
{
    if (!fitsTerminal(one.front().value.view()))
        return failure(ErrorKind::InvalidInput, QStringLiteral("control characters"));
    const Expected<SecretBuffer> line = writeSecrets(one, SecretsFormat::Export);
    if (!line)
        return failure(line);
    return SecretBuffer::copyOf(line->view().substr(0, line->size() - 1));
}

/// What shells, loaders and interpreters act on.
bool hasMeaning(const QString &variable)
{
    static constexpr std::array Beginnings{"LD_", "DYLD_", "BASH", "LC_", "MALLOC_", "GLIBC_"};
    static constexpr std::array Names{"PATH",
                                      "ENV",
                                      "PROMPT_COMMAND",
                                      "IFS",
                                      "PS0",
                                      "PS1",
                                      "PS2",
                                      "PS3",
                                      "PS4",
                                      "HOME",
                                      "PWD",
                                      "OLDPWD",
                                      "CDPATH",
                                      "FPATH",
                                      "ZDOTDIR",
                                      "SHELL",
                                      "SHELLOPTS",
                                      "GLOBIGNORE",
                                      "OPTIND",
                                      "UID",
                                      "EUID",
                                      "PPID",
                                      "USER",
                                      "LOGNAME",
                                      "HISTFILE",
                                      "INPUTRC",
                                      "TERM",
                                      "TERMINFO",
                                      "TMPDIR",
                                      "LANG",
                                      "LANGUAGE",
                                      "LOCPATH",
                                      "NLSPATH",
                                      "GCONV_PATH",
                                      "EDITOR",
                                      "VISUAL",
                                      "PAGER",
                                      "LESSOPEN",
                                      "LESSCLOSE",
                                      "BROWSER",
                                      "SSH_ASKPASS",
                                      "GIT_SSH",
                                      "GIT_SSH_COMMAND",
                                      "GIT_ASKPASS",
                                      "GIT_EDITOR",
                                      "GIT_PAGER",
                                      "PYTHONPATH",
                                      "PYTHONHOME",
                                      "PERL5LIB",
                                      "PERL5OPT",
                                      "RUBYLIB",
                                      "RUBYOPT",
                                      "NODE_OPTIONS",
                                      "NODE_PATH",
                                      "PYTHONSTARTUP",
                                      "CLASSPATH",
                                      "HOSTALIASES",
                                      "JAVA_TOOL_OPTIONS",
                                      "HTTP_PROXY",
                                      "HTTPS_PROXY",
                                      "ALL_PROXY",
                                      "NO_PROXY",
                                      "DISPLAY",
                                      "XAUTHORITY",
                                      "GIT_EXTERNAL_DIFF"};
    return std::any_of(Names.begin(), Names.end(), [&](const char *name) { return variable == QLatin1String(name); }) ||
           std::any_of(Beginnings.begin(), Beginnings.end(),
                       [&](const char *start) { return variable.startsWith(QLatin1String(start)); });
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
    if (hasMeaning(variable))
        return QLatin1String("TOKEN_") + variable;
    return variable.front().isDigit() ? QLatin1Char('_') + variable : variable;
}

Expected<SecretBuffer> writeToken(const QString &name, const SecretBuffer &token, TokenForm form)
{
    if (form == TokenForm::Header)
        return header(token);
    std::vector<NamedSecret> one;
    one.push_back({variableName(name), token.clone()});
    return form == TokenForm::ExportLine ? exportLine(one) : writeSecrets(one, SecretsFormat::Json);
}

} // namespace coffret
