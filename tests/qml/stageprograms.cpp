// SPDX-License-Identifier: GPL-3.0-or-later
// Other programs that want secrets.
#include "tests/qml/stage.h"

namespace coffret::test {

void Stage::programAsks(const QString &name)
{
    ProgramIdentity program;
    if (!name.isEmpty())
        program.chain = {{4711, 100, QStringLiteral("/usr/bin/") + name, 1, 2, {}},
                         {4000, 50, QStringLiteral("/usr/bin/xfce4-terminal"), 1, 3, {}}};
    ControlRequest request;
    request.kind = ControlRequest::Kind::Get;
    request.wanted = {{Bench::Signed, {}}};
    m_programAnswer = QStringLiteral("none");
    m_bench.access.take(std::move(request), std::move(program), [this](ControlReply reply) {
        const bool given = reply.status == ControlStatus::Ok && reply.values.size() == 1;
        m_programAnswer =
            given ? QString::fromUtf8(reply.values[0].view().data(), static_cast<qsizetype>(reply.values[0].size()))
                  : QString::number(static_cast<int>(reply.status));
    });
}

QString Stage::programAnswer() const
{
    return m_programAnswer;
}

} // namespace coffret::test
