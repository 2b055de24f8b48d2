// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tour.h"

#include "app/application.h"

#include <QDir>
#include <QGuiApplication>
#include <QQuickWindow>

#include <cstdio>

namespace coffret {

namespace {

constexpr int Tick = 40;          // ms
constexpr int LongestWait = 1000; // ticks, 40 s: the demo vault makes keys first
constexpr int MostFrames = 20;    // something that runs down never stands still
const QString Light = QStringLiteral("light");
const QString Dark = QStringLiteral("dark");

} // namespace

Tour::Tour(Application &application, QString folder, QObject *parent)
    : QObject(parent), m_application(application), m_folder(std::move(folder))
{
    m_timer.setInterval(Tick);
    connect(&m_timer, &QTimer::timeout, this, &Tour::tick);
    addFirstRun(Light);
    addFirstRun(Dark);
    addDemo();
    for (const QString &scheme : {Light, Dark}) {
        addAccounts(scheme);
        addSecret(scheme);
        addEditor(scheme);
        addHelpers(scheme);
        addCertificates(scheme);
        addSharing(scheme);
        addTabs(scheme);
        addSheets(scheme);
        addTransfer(scheme);
        addSeveral(scheme);
        addSealing(scheme);
        addLending(scheme);
        addEnvironments(scheme);
        addOptions(scheme);
        addSshKeys(scheme);
        addPalette(scheme);
        addKeys(scheme);
        addSettings(scheme);
        addHealth(scheme);
        addPlaces(scheme);
        addTags(scheme);
        addSymbols(scheme);
        addKit(scheme);
        addLink(scheme);
        addLookup(scheme);
        addLock(scheme);
    }
}

Tour::~Tour() = default;

void Tour::start()
{
    QDir().mkpath(m_folder);
    nextStep();
    m_timer.start();
}

AppViewModel &Tour::app() const
{
    return m_application.program()->app();
}

bool Tour::allOpen() const
{
    const AccountListModel *accounts = app().accounts();
    for (int row = 0; row < accounts->rowCount(); ++row) {
        const int state = accounts->data(accounts->index(row), AccountListModel::StateRole).toInt();
        if (state != static_cast<int>(Session::State::Open) && state != static_cast<int>(Session::State::Failed))
            return false;
    }
    return accounts->rowCount() > 0;
}

void Tour::addFirstRun(const QString &scheme)
{
    const auto at = [this](FirstRunViewModel::Step step) {
        return [this, step] { return app().firstRun()->step() == step; };
    };
    m_steps.push_back({QStringLiteral("first-run-") + scheme,
                       [this, scheme] {
                           app().setColourScheme(scheme);
                           app().firstRun()->restart();
                       },
                       at(FirstRunViewModel::ChooseService)});
    m_steps.push_back({QStringLiteral("first-run-server-") + scheme,
                       [this] { app().firstRun()->chooseService(QStringLiteral("passbolt")); },
                       at(FirstRunViewModel::ServerStep)});
    m_steps.push_back({QStringLiteral("first-run-error-") + scheme,
                       [this] {
                           app().firstRun()->setAddress(QStringLiteral("http://vault.example.com"));
                           app().firstRun()->next();
                       },
                       [this] { return !app().firstRun()->errorText().isEmpty(); }});
}

void Tour::addDemo()
{
    m_steps.push_back({{},
                       [this] { app().firstRun()->startDemo(); },
                       [this] { return m_application.isDemo() && m_application.program() && allOpen(); }});
}

void Tour::addAccounts(const QString &scheme)
{
    for (const char *name : {"acme-passbolt", "legacy-passbolt", "fudo-operations", "commandk-apps"}) {
        const QString account = QLatin1String(name);
        m_steps.push_back({QStringLiteral("browse-%1-%2").arg(account, scheme),
                           [this, scheme, account] {
                               app().setColourScheme(scheme);
                               app().browse()->selectAccount(QStringLiteral("demo-") + account);
                               app().browse()->moveSelection(1);
                           },
                           [this] { return app().browse()->detail()->hasSecret(); }});
    }
}

void Tour::addSecret(const QString &scheme)
{
    BrowseViewModel *(*const browseOf)(Tour *) = [](Tour *tour) { return tour->app().browse(); };
    const auto firstKey = [this, browseOf] {
        const FieldListModel *fields = browseOf(this)->detail()->fields();
        for (const FieldOutline &field : fields->fields()) {
            if (field.isProtected)
                return field.key;
        }
        return QString();
    };
    const auto isRevealed = [this, browseOf, firstKey] {
        return browseOf(this)->detail()->fields()->isRevealed(firstKey());
    };
    m_steps.push_back({QStringLiteral("search-") + scheme,
                       [this, browseOf] {
                           browseOf(this)->selectAccount(QStringLiteral("demo-acme-passbolt"));
                           browseOf(this)->setSearchText(QStringLiteral("pro"));
                           browseOf(this)->moveSelection(1);
                       },
                       [this, browseOf] { return browseOf(this)->secrets()->rowCount() > 0; }});
    m_steps.push_back({QStringLiteral("revealed-") + scheme,
                       [this, browseOf, firstKey] { browseOf(this)->detail()->reveal(firstKey()); }, isRevealed});
    m_steps.push_back({QStringLiteral("hidden-again-") + scheme, [] {}, [isRevealed] { return !isRevealed(); }});
    m_steps.push_back({QStringLiteral("copied-") + scheme, [this, browseOf] { browseOf(this)->copyPrimary(); },
                       [this] { return app().toast()->isVisible(); }});
    const QString totp = fieldKey(FieldKind::Totp);
    m_steps.push_back({QStringLiteral("code-hidden-") + scheme,
                       [this, browseOf] {
                           app().toast()->clearNow();
                           browseOf(this)->setSearchText(QStringLiteral("Source hosting organisation"));
                           browseOf(this)->moveSelection(1);
                       },
                       [this, browseOf, totp] { return browseOf(this)->detail()->fields()->field(totp) != nullptr; }});
    m_steps.push_back({QStringLiteral("code-shown-") + scheme,
                       [this, browseOf, totp] { browseOf(this)->detail()->reveal(totp); },
                       [this, browseOf, totp] { return browseOf(this)->detail()->fields()->isRevealed(totp); }});
    m_steps.push_back({QStringLiteral("no-match-") + scheme,
                       [this, browseOf] {
                           app().toast()->clearNow();
                           browseOf(this)->setSearchText(QStringLiteral("qqqq"));
                       },
                       [this, browseOf] { return browseOf(this)->secrets()->rowCount() == 0; }});
    m_steps.push_back({{}, [this, browseOf] { browseOf(this)->setSearchText({}); }, [] { return true; }});
}

void Tour::addLookup(const QString &scheme)
{
    const auto lookup = [this]() -> QuickLookupViewModel & { return m_application.program()->lookup(); };
    m_steps.push_back({QStringLiteral("lookup-") + scheme,
                       [lookup] {
                           lookup().show();
                           lookup().setQuery(QStringLiteral("data"));
                       },
                       [lookup] { return lookup().results()->rowCount() > 0; }, true});
    m_steps.push_back({{}, [lookup] { lookup().hide(); }, [lookup] { return !lookup().isActive(); }});
}

void Tour::addLock(const QString &scheme)
{
    m_steps.push_back({QStringLiteral("locked-") + scheme, [this] { app().lockAll(); },
                       [this] { return app().isLocked() && app().browse()->secrets()->rowCount() == 0; }});
    m_steps.push_back({{}, [this] { app().unlock(); }, [this] { return allOpen(); }});
}

void Tour::nextStep()
{
    m_waited = 0;
    m_frames = 0;
    m_happened = false;
    m_lastFrame = {};
    m_steps[m_current].act();
}

void Tour::tick()
{
    const Step &step = m_steps[m_current];
    if (!m_happened) {
        m_happened = step.happened();
        if (!m_happened && ++m_waited > LongestWait) {
            std::fprintf(stderr, "coffret: the tour waited in vain in step %zu %s (%s)\n", m_current,
                         qPrintable(step.picture), qPrintable(app().browse()->detail()->errorText()));
            end(1);
        }
        return;
    }
    if (!step.picture.isEmpty()) {
        takePicture();
        if (m_frames > 0)
            return;
    }
    if (++m_current == m_steps.size())
        end(0);
    else
        nextStep();
}

void Tour::takePicture()
{
    const Step &step = m_steps[m_current];
    Program &program = *m_application.program();
    QQuickWindow *window = step.ofLookup ? program.lookupWindow() : program.mainWindow();
    const QImage frame = window ? window->grabWindow() : QImage();
    const bool still = !frame.isNull() && frame == m_lastFrame;
    m_lastFrame = frame;
    if (!still && ++m_frames < MostFrames)
        return;
    m_frames = 0;
    if (frame.isNull() || !frame.save(m_folder + QLatin1Char('/') + step.picture + QStringLiteral(".png"))) {
        std::fprintf(stderr, "coffret: no picture of %s\n", qPrintable(step.picture));
        end(1);
    }
}

void Tour::end(int exitCode)
{
    m_timer.stop();
    QCoreApplication::exit(exitCode);
}

} // namespace coffret
