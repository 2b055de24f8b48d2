// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlexec.h"

#include "core/toolbox/dotenvreader.h"

#include <QFile>

#include <algorithm>
#include <unistd.h>

namespace coffret {

namespace {

constexpr std::string_view Scheme = "coffret://";

SecretBuffer assignment(std::string_view name, std::string_view value)
{
    SecretBuffer text(name.size() + value.size() + 2);
    text.append(name);
    text.append("=");
    text.append(value);
    text.append(std::string_view("\0", 1));
    return text;
}

QString decoded(std::string_view part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding({part.data(), static_cast<qsizetype>(part.size())}));
}

} // namespace

ChildEnvironment::ChildEnvironment(const char *const *inherited)
{
    for (; *inherited != nullptr; ++inherited) {
        const std::string_view text = *inherited;
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            set(text.substr(0, equals), text.substr(equals + 1));
    }
}

void ChildEnvironment::set(std::string_view name, std::string_view value)
{
    std::erase_if(m_variables, [name](const Variable &variable) { return variable.name == name; });
    m_variables.push_back({std::string(name), assignment(name, value), value.starts_with(Scheme)});
}

Expected<void> ChildEnvironment::addFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::StorageFault, file.errorString());
    SecretBuffer text(LargestDotEnvFile + 1);
    std::array<char, 4096> some;
    for (qint64 got = 1; got > 0 && text.size() <= LargestDotEnvFile;) {
        got = file.read(some.data(), static_cast<qint64>(some.size()));
        if (got < 0)
            return failure(ErrorKind::StorageFault, file.errorString());
        text.append({some.data(), static_cast<std::size_t>(got)});
    }
    wipeBytes(some);
    const Expected<std::vector<DotEnvLine>> lines = readDotEnv(text);
    if (!lines)
        return failure(lines);
    for (const DotEnvLine &line : *lines) {
        if (line.state == DotEnvLine::State::Taken)
            set(line.name.toStdString(), line.value.view());
        else if (line.state != DotEnvLine::State::Overridden)
            return failure(ErrorKind::InvalidInput, QString::number(line.number));
    }
    return {};
}

Expected<std::vector<ControlRequest::Wanted>> ChildEnvironment::wanted() const
{
    std::vector<ControlRequest::Wanted> wishes;
    for (const Variable &variable : m_variables) {
        if (!variable.isReference)
            continue;
        std::string_view rest = variable.text.view();
        rest.remove_prefix(variable.name.size() + 1 + Scheme.size());
        rest.remove_suffix(1);
        const std::size_t slash = rest.rfind('/');
        if (slash == std::string_view::npos || slash == 0)
            return failure(ErrorKind::InvalidInput, QString::fromStdString(variable.name));
        wishes.push_back({decoded(rest.substr(0, slash)), decoded(rest.substr(slash + 1))});
    }
    return wishes;
}

Expected<void> ChildEnvironment::fill(std::vector<SecretBuffer> values)
{
    auto value = values.begin();
    for (Variable &variable : m_variables) {
        if (!variable.isReference)
            continue;
        if (value == values.end() || value->view().find('\0') != std::string_view::npos)
            return failure(ErrorKind::InvalidInput, QString::fromStdString(variable.name));
        variable.text = assignment(variable.name, (value++)->view());
        variable.isReference = false;
    }
    return {};
}

void ChildEnvironment::run(char *const command[]) const
{
    std::vector<char *> environment;
    for (const Variable &variable : m_variables)
        environment.push_back(const_cast<char *>(variable.text.bytes().data())); // execvpe() does not write
    environment.push_back(nullptr);
    ::execvpe(command[0], command, environment.data());
}

} // namespace coffret
