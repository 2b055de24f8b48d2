// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that sets an account up with what a server handed out, up to the last page.
#include "app/tour.h"

#include "app/application.h"

namespace coffret {

namespace {

using Setup = FirstRunViewModel;

/// Says whether setup has come to a step.
auto at(Setup::Step step)
{
    return [step](Setup &setup) { return setup.step() == step; };
}

} // namespace

void Tour::addSetup(const QString &picture, std::function<void(FirstRunViewModel &)> act,
                    std::function<bool(FirstRunViewModel &)> happened)
{
    m_steps.push_back({picture, [this, act = std::move(act)] { act(*app().firstRun()); },
                       [this, happened = std::move(happened)] {
                           return !app().firstRun()->isBusy() && happened(*app().firstRun());
                       }});
}

void Tour::addKit(const QString &scheme)
{
    addSetup(
        QStringLiteral("setup-kit-") + scheme,
        [this, scheme](Setup &setup) {
            app().setColourScheme(scheme);
            app().addAccount();
            setup.chooseKit();
        },
        at(Setup::KitStep));
    addSetup(
        QStringLiteral("setup-kit-person-") + scheme,
        [this](Setup &setup) {
            setup.openFile(m_application.handout().accountKit);
            setup.server()->setAuthorityFile(m_application.handout().authorityFile);
        },
        [](Setup &setup) { return setup.enrolment()->hasKit(); });
    addSetup(
        QStringLiteral("setup-trust-") + scheme, [](Setup &setup) { setup.next(); }, at(Setup::TrustStep));
    addSetup(
        QStringLiteral("setup-finish-") + scheme, [](Setup &setup) { setup.next(); }, at(Setup::FinishStep));
    addSetup(
        QStringLiteral("setup-other-key-") + scheme,
        [](Setup &setup) {
            setup.back();
            setup.back();
            setup.server()->expectKey(QStringLiteral("0123456789ABCDEF0123456789ABCDEF01234567"));
            setup.next();
        },
        [](Setup &setup) { return setup.server()->isKeyRefused(); });
}

void Tour::addLink(const QString &scheme)
{
    addSetup(
        QStringLiteral("setup-link-") + scheme, [](Setup &setup) { setup.chooseLink(); }, at(Setup::ServerStep));
    addSetup(
        QStringLiteral("setup-link-taken-") + scheme,
        [this](Setup &setup) {
            setup.setAddress(m_application.handout().link);
            setup.server()->setAuthorityFile(m_application.handout().authorityFile);
        },
        [](Setup &setup) { return setup.enrolment()->hasLink(); });
    addSetup(
        QStringLiteral("setup-invited-") + scheme, [](Setup &setup) { setup.next(); }, at(Setup::TrustStep));
    addSetup(
        QStringLiteral("setup-keys-") + scheme, [](Setup &setup) { setup.next(); },
        [](Setup &setup) { return setup.step() == Setup::KeyStep && setup.ownKeys()->keys()->rowCount() > 0; });
    addSetup(
        QStringLiteral("setup-key-file-") + scheme, [this](Setup &) { click(QStringLiteral("keyFileButton")); },
        [](Setup &) { return true; });
    addSetup(
        QStringLiteral("setup-key-from-file-") + scheme,
        [this](Setup &setup) { setup.openFile(m_application.handout().keyFile); },
        [](Setup &setup) { return setup.ownKeys()->hasFile(); });
    m_steps.push_back({{}, [this] { app().cancelAddAccount(); }, [] { return true; }});
}

} // namespace coffret
