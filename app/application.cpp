// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/gallery.h"
#include "app/tour.h"

#include <QDeadlineTimer>
#include <QGuiApplication>
#include <QPointer>
#include <QTimer>

#include <cstdio>

namespace coffret {

namespace {

constexpr std::chrono::seconds SignOutLimit(5);
constexpr std::chrono::seconds ServiceTime(10); // until whoever started a service says what for
constexpr int TourSeconds = 4;                  // values hide sooner, so that a tour can wait for it

} // namespace

Profile Application::profileOf(const CommandLine &line)
{
    return Profile::named(line.profile).value_or(Profile::ofUser()); // the command line takes no other names
}

Application::Application(CommandLine line, QString token, QObject *parent)
    : QObject(parent), m_line(std::move(line)), m_token(std::move(token)), m_instance(profileOf(m_line))
{
    connect(&m_instance, &SingleInstance::wished, this, &Application::onWish);
    connect(&m_instance, &SingleInstance::called, this, &Application::onCall);
}

int Application::lockRunning(const CommandLine &line)
{
    if (SingleInstance(profileOf(line)).tell({Wish::Kind::Lock, {}}) != SingleInstance::Told::NoAnswer)
        return 0;
    std::fprintf(stderr, "coffret: the program that runs does not answer\n");
    return static_cast<int>(ControlStatus::TimedOut);
}

Application::~Application() = default;

void Application::sayGoodbye()
{
    m_instance.end(); // who starts the program now wants it to stay
    disconnect(&m_instance, nullptr, this, nullptr);
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
    if (m_line.demo && m_line.profile.isEmpty()) { // has a profile of its own and disturbs nobody
        startDemo();
        return true;
    }
    switch (m_instance.begin(wishOfStart())) {
    case SingleInstance::Outcome::HandedOver:
        return false;
    case SingleInstance::Outcome::NoAnswer:
        std::fprintf(stderr, "coffret: it runs already, but does not answer\n");
        exitCode = 1;
        return false;
    case SingleInstance::Outcome::First:
        break;
    }
    if (startProfile())
        return true;
    exitCode = 1;
    return false;
}

/// Starting hidden asks nothing of a program that runs already.
std::optional<Wish> Application::wishOfStart() const
{
    if (m_line.quick)
        return Wish{Wish::Kind::Quick, m_token};
    return m_line.minimized ? std::nullopt : std::optional(Wish{Wish::Kind::Show, m_token});
}

bool Application::startProfile()
{
    if (m_line.demo) { // under the name of a profile, so that other starts find it
        startDemo();
        return true;
    }
    if (!m_line.service)
        return startProgram(profileOf(m_line), nullptr);
    m_isService = true;
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QTimer::singleShot(ServiceTime, this, [this] {
        if (m_isService)
            QCoreApplication::quit();
    });
    return true;
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
    const bool staysLocked = m_line.minimized && !m_isDemo; // nobody has asked for anything yet: no passphrase either
    if (!staysLocked)
        m_program->prepareToOpen();
    if (!m_program->load(hidden))
        return false;
    m_program->startTray(m_line.minimized);
    if (staysLocked)
        m_program->app().lockAll();
    else
        m_program->openAccounts();
    if (m_line.quick)
        m_program->lookup().show();
    for (const Wish &wish : std::exchange(m_waiting, {}))
        carryOut(wish);
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

/// Of a service the first wish decides whether there is anything to start: a lock would close nothing.
void Application::onWish(const Wish &wish)
{
    if (m_program)
        return carryOut(wish);
    if (!std::exchange(m_isService, false)) {
        m_waiting.append(wish);
        return;
    }
    if (wish.kind == Wish::Kind::Lock) {
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        return;
    }
    m_line.quick = wish.kind == Wish::Kind::Quick;
    m_waiting.append(wish); // its token is for the window that comes
    if (!startProgram(profileOf(m_line), nullptr))
        QCoreApplication::exit(1);
}

/// Locking shows nothing: whoever locks may not even look at the screen.
void Application::carryOut(const Wish &wish)
{
    if (!wish.token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", wish.token.toUtf8()); // where Qt 6.4 looks when a window wants the keyboard
    switch (wish.kind) {
    case Wish::Kind::Show:
        return m_program->showMainWindow();
    case Wish::Kind::Quick:
        return m_program->lookup().show();
    case Wish::Kind::Lock:
        return m_program->app().lockAll();
    }
}

void Application::onCall(ControlConnection *call)
{
    if (!m_program) {
        //: In a terminal, from "coffret get"
        ControlReply starting{ControlStatus::NotRunning, tr("Coffret is only just starting."), {}, {}};
        return call->answer(std::move(starting));
    }
    ProgramAccessViewModel &access = m_program->access();
    const quint64 number =
        access.take(call->request(), call->program(), [waiting = QPointer(call)](ControlReply reply) {
            if (waiting)
                waiting->answer(std::move(reply));
        });
    connect(call, &ControlConnection::gone, &access, [&access, number] { access.withdraw(number); });
    connect(&access, &ProgramAccessViewModel::forgotten, call, &ControlConnection::dropValues);
}

} // namespace coffret
