// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/program.h"
#include "tests/app/propertywalk.h"
#include "tests/support/demovaultprocess.h"

#include <QTemporaryDir>

class QQuickItem;

namespace coffret::test {

/// The program with both its windows, on a profile with an account at each of the demo vault's four services ("v5",
/// "v4", "fudo", "commandk"), all of them open. Made once per test; problem() says why it is not usable.
class WalkedProgram
{
public:
    static constexpr int Patience = 60'000; // ms

    WalkedProgram();
    ~WalkedProgram();
    WalkedProgram(const WalkedProgram &) = delete;
    WalkedProgram &operator=(const WalkedProgram &) = delete;

    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] DemoVaultProcess &vault() { return m_vault; }
    [[nodiscard]] Program &program() { return *m_program; }
    [[nodiscard]] AppViewModel &app() { return m_program->app(); }
    [[nodiscard]] BrowseViewModel &browse() { return *app().browse(); }
    [[nodiscard]] DetailViewModel &detail() { return *browse().detail(); }

    /// Everything that QML can read of it now.
    [[nodiscard]] PropertyWalk walk();
    /// The first shown item of a QML type; null when there is none.
    [[nodiscard]] static QQuickItem *itemOf(const PropertyWalk &walk, const QString &type, const QString &name = {});

private:
    [[nodiscard]] QString writeProfile();
    [[nodiscard]] QString writeTokens();
    [[nodiscard]] QString start();

    DemoVaultProcess m_vault;
    QTemporaryDir m_folder;
    std::unique_ptr<Program> m_program;
    QString m_problem;
};

} // namespace coffret::test
