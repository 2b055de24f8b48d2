// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/gallery.h"
#include "app/tour.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QGuiApplication>
#include <QTimer>

#include <cstdio>

namespace coffret {

namespace {

constexpr QLatin1String ShowMessage("show");
constexpr QLatin1String QuickMessage("quick");
constexpr std::chrono::seconds SignOutLimit(5);
constexpr int TourSeconds = 4; // values hide sooner, so that a tour can wait for it

} // namespace

Profile Application::profileOf(const CommandLine &line)
{
    return line.profile.isEmpty() ? Profile::ofUser() : Profile::in(QDir(line.profile).absolutePath());
}

Application::Application(CommandLine line, QObject *parent)
    : QObject(parent), m_line(std::move(line)), m_instance(profileOf(m_line).config)
{
    connect(&m_instance, &SingleInstance::received, this, &Application::onMessage);
}

Application::~Application() = default;

void Application::sayGoodbye()
{
    if (!m_program)
        return;
    const AppViewModel &app = m_program->app();
    const ClipboardGuard &clipboard = m_program->clipboard();
    connect(&app, &AppViewModel::signedOut, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    connect(&clipboard, &ClipboardGuard::heard, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    QTimer::singleShot(ClipboardGuard::HearingTime, qApp, &QCoreApplication::quit);
    QTimer::singleShot(SignOutLimit, qApp, &QCoreApplication::quit);
    const QDeadlineTimer limit(SignOutLimit);
    while ((app.isSigningOut() || clipboard.isUnheard()) &&
           !limit.hasExpired()) // windows that close meanwhile may end the loop early
        QCoreApplication::exec();
}

bool Application::start(int &exitCode)
{
    exitCode = 0;
    if (m_line.gallery) {
        m_gallery = std::make_unique<Gallery>(m_line.screenshots);
        exitCode = 1;
        return m_gallery->start();
    }
    if (!m_line.screenshots.isEmpty()) {
        startTour();
        return true;
    }
    if (m_line.demo) { // has a profile of its own and disturbs nobody
        startDemo();
        return true;
    }
    const QLatin1String wish = m_line.quick ? QuickMessage : ShowMessage;
    if (m_instance.handOver(QByteArray(wish.data(), wish.size())))
        return false;
    m_instance.listen();
    if (startProgram(profileOf(m_line), nullptr))
        return true;
    exitCode = 1;
    return false;
}

bool Application::startProgram(const Profile &profile, std::unique_ptr<Demo> demo)
{
    QGuiApplication::setQuitOnLastWindowClosed(false); // the old windows go before the new ones come
    m_program.reset();
    m_isDemo = demo != nullptr;
    m_program = std::make_unique<Program>(profile, std::move(demo));
    connect(m_program.get(), &Program::demoRequested, this, &Application::startDemo);
    QGuiApplication::setQuitOnLastWindowClosed(true);
    const bool hidden = (m_line.minimized || m_line.quick) && m_line.screenshots.isEmpty();
    if (!m_program->load(hidden))
        return false;
    m_program->startTray(m_line.minimized);
    if (m_line.minimized && !m_isDemo)
        m_program->app().lockAll(); // nobody has asked for anything yet: no passphrase either
    else
        m_program->openAccounts();
    if (m_line.quick)
        m_program->lookup().show();
    return true;
}

void Application::startTour()
{
    m_tourProfile = std::make_unique<QTemporaryDir>();
    m_tour = std::make_unique<Tour>(*this, m_line.screenshots);
    if (!startProgram(Profile::in(m_tourProfile->path()), nullptr)) {
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
        return;
    }
    m_tour->start();
}

void Application::startDemo()
{
    if (m_demo)
        return;
    m_demo = std::make_unique<Demo>();
    connect(m_demo.get(), &Demo::ready, this, &Application::onDemoReady, Qt::QueuedConnection);
    connect(m_demo.get(), &Demo::failed, this, &Application::onDemoFailed, Qt::QueuedConnection);
    m_demo->start(m_tour != nullptr);
}

void Application::onDemoReady()
{
    const Profile profile = Profile::in(m_demo->profileFolder());
    m_handout = m_demo->handout();
    if (!saveTimes(profile))
        return onDemoFailed(QStringLiteral("its settings cannot be written"));
    if (!startProgram(profile, std::move(m_demo)))
        QCoreApplication::exit(1);
}

bool Application::saveTimes(const Profile &profile) const
{
    Preferences preferences;
    const int usual = m_tour ? TourSeconds : 0;
    const int reveal = m_line.revealSeconds > 0 ? m_line.revealSeconds : usual;
    const int clipboard = m_line.clipboardSeconds > 0 ? m_line.clipboardSeconds : usual;
    preferences.knowsNoTray = true; // nothing else is kept of a demonstration
    preferences.revealSeconds = reveal > 0 ? reveal : preferences.revealSeconds;
    preferences.clipboardSeconds = clipboard > 0 ? clipboard : preferences.clipboardSeconds;
    Settings settings(profile.config);
    return settings.load() && settings.savePreferences(preferences);
}

void Application::onDemoFailed(const QString &detail)
{
    m_demo.reset();
    std::fprintf(stderr, "coffret: the demo vault could not be started: %s\n", qPrintable(detail));
    if (m_program && !m_tour)
        m_program->app().firstRun()->showDemoFailure();
    else
        QCoreApplication::exit(1);
}

void Application::onMessage(const QString &message)
{
    if (!m_program)
        return;
    if (message == QuickMessage)
        m_program->lookup().show();
    else if (message == ShowMessage)
        m_program->showMainWindow();
}

} // namespace coffret
