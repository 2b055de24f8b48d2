// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/settings.h"
#include "tests/integration/commandk/commandkmember.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/environmentsviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using Target = EnvironmentTargetModel::State;

/// What the screens for environments do, against the demo vault and with real OpenPGP.
class CommandKScreensTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    std::unique_ptr<CommandKMember> m_ada;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ClipboardGuard> m_clipboard;
    std::unique_ptr<ToastViewModel> m_toast;
    std::unique_ptr<EnvironmentsViewModel> m_environments;
    QString m_staging;

    [[nodiscard]] ComparisonViewModel &comparison() const { return *m_environments->comparison(); }
    [[nodiscard]] QString summaryOf(const QString &name) const
    {
        for (const Choice &row : comparison().names()->choices()) {
            if (row.key == name)
                return row.hint;
        }
        return QStringLiteral("(missing)");
    }
    bool make(const QString &name, const char *value, bool everywhere)
    {
        m_environments->setFolder(m_ada->session.get(), m_staging);
        m_environments->newInFolder();
        EnvironmentValueViewModel &setting = *m_environments->setting();
        if (!QTest::qWaitFor([&setting] { return !setting.isBusy(); }))
            return false;
        setting.setName(name);
        setting.document()->replaceAll(value);
        for (int row = 0; everywhere && row < setting.targets()->rowCount(); ++row)
            setting.targets()->setChosen(row, true);
        const int wanted = static_cast<int>(setting.targets()->pending().size());
        setting.go();
        return QTest::qWaitFor([&setting] { return !setting.isBusy(); }) && wanted > 0 &&
               setting.targets()->count(Target::Set) == wanted;
    }
    bool compare()
    {
        m_environments->compareFolder();
        if (!QTest::qWaitFor([this] { return !comparison().isBusy(); }))
            return false;
        comparison().compareValues();
        return QTest::qWaitFor([this] { return !comparison().isBusy(); }) && comparison().areValuesCompared();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("commandk"),
                                                                QStringLiteral("--secrets"), QStringLiteral("30")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        const auto server = m_demo->commandK();
        m_ada = std::make_unique<CommandKMember>(*m_demo, server.readToken, server.writeToken);
        m_ada->open();
        m_staging = m_ada->app() + QLatin1Char('/') + server.environments[1].id;
        m_settings = std::make_unique<Settings>(m_ada->folder.path());
        QVERIFY(m_settings->load());
        m_clipboard = std::make_unique<ClipboardGuard>(*QGuiApplication::clipboard(), m_ada->clock);
        m_toast = std::make_unique<ToastViewModel>(*m_clipboard, m_ada->clock);
        m_environments =
            std::make_unique<EnvironmentsViewModel>(*m_settings, *m_clipboard, *m_toast, *m_ada->engine, m_ada->clock);
    }

    void cleanup()
    {
        m_environments->clear();
        m_clipboard->clearNow();
    }

    void cleanupTestCase() { m_environments.reset(); }

    void whatIsSetIsCompared()
    {
        QVERIFY(make(QStringLiteral("SAME_KEY"), "canary-same", true));
        QVERIFY(make(QStringLiteral("STAGING_KEY"), "canary-staging", false));
        QVERIFY(compare());
        QCOMPARE(summaryOf(QStringLiteral("SAME_KEY")), QStringLiteral("Same everywhere"));
        QVERIFY(summaryOf(QStringLiteral("STAGING_KEY")).startsWith(QStringLiteral("No value in")));
        comparison().setFilter(QStringLiteral("SAME_KEY"));
        comparison().toggle();
        QTRY_VERIFY(comparison().value()->isShown());
        QVERIFY(comparison().value()->secret()->buffer().view() == "canary-same");
    }

    void aTakenNameIsOffered()
    {
        QVERIFY(make(QStringLiteral("TAKEN_KEY"), "canary-1", true));
        QVERIFY(!make(QStringLiteral("TAKEN_KEY"), "canary-2", false));
        EnvironmentValueViewModel &setting = *m_environments->setting();
        QVERIFY(setting.isTaken());
        QSignalSpy wanted(&setting, &EnvironmentValueViewModel::secretWanted);
        setting.useTaken();
        QTRY_COMPARE(setting.targets()->count(Target::Set), 1);
        const QString id = m_ada->session->environments()->secretIdOf(m_staging, QStringLiteral("TAKEN_KEY"));
        QCOMPARE(m_ada->reveal(id), QByteArray("canary-2"));
        QCOMPARE(wanted.size(), 0);
    }

    void aSecretIsCopiedAsALine()
    {
        QVERIFY(make(QStringLiteral("COPIED_KEY"), "it's a canary", false));
        const QString id = m_ada->session->environments()->secretIdOf(m_staging, QStringLiteral("COPIED_KEY"));
        QTRY_VERIFY(m_ada->session->catalog()->rowOf(id) != Catalog::NoRow);
        const auto now = m_ada->session->catalog();
        m_environments->setSecret(m_ada->session.get(), now->summary(now->rowOf(id)));
        m_environments->copyAs(EnvironmentsViewModel::ExportLine);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("export COPIED_KEY='it")));
    }

    void anExportOpensWithGpgAlone()
    {
        QVERIFY(make(QStringLiteral("EXPORTED_KEY"), "canary-exported", false));
        m_environments->setFolder(m_ada->session.get(), m_staging);
        m_environments->exportFile();
        EnvironmentExportViewModel &exporting = *m_environments->exporting();
        QTRY_COMPARE(exporting.ownKey(), m_ada->ownKey);
        const QString path = m_ada->folder.filePath(QStringLiteral("staging.env.asc"));
        exporting.setPath(path);
        exporting.go();
        QTRY_VERIFY2(exporting.isOver() || !exporting.errorText().isEmpty(), qPrintable(exporting.errorText()));
        QVERIFY2(exporting.isOver(), qPrintable(exporting.errorDetailsText()));
        QProcess gpg;
        gpg.start(QStringLiteral("gpg"), {QStringLiteral("--homedir"), m_ada->home.path(), QStringLiteral("--batch"),
                                          QStringLiteral("--decrypt"), path});
        QVERIFY(gpg.waitForFinished());
        QVERIFY2(gpg.readAllStandardOutput().contains("EXPORTED_KEY=canary-exported"), gpg.readAllStandardError());
    }

    void aFileIsImported()
    {
        m_environments->setFolder(m_ada->session.get(), m_staging);
        m_environments->importFile();
        EnvironmentImportViewModel &importing = *m_environments->importing();
        QFile file(m_ada->folder.filePath(QStringLiteral("some.env")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("IMPORTED_KEY=canary-imported\nnonsense\n") > 0);
        file.close();
        importing.choose(file.fileName());
        QTRY_COMPARE(importing.stage(), EnvironmentImportViewModel::Review);
        QCOMPARE(importing.lines()->rowCount(), 2);
        importing.go();
        QTRY_COMPARE(importing.stage(), EnvironmentImportViewModel::Report);
        QCOMPARE(importing.summary(), QStringLiteral("1 line(s) written."));
        QCOMPARE(m_ada->reveal(m_ada->session->environments()->secretIdOf(m_staging, QStringLiteral("IMPORTED_KEY"))),
                 QByteArray("canary-imported"));
    }

    void aServerGoneBetweenTheTwoCallsLosesNothing()
    {
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"),
                                    QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("/commandk/apps")},
                                                           {QStringLiteral("method"), QStringLiteral("PUT")},
                                                           {QStringLiteral("times"), 1},
                                                           {QStringLiteral("status"), 503}}}}}));
        QVERIFY(!make(QStringLiteral("HALF_KEY"), "canary-half", false)); // it is made, and has no value
        EnvironmentValueViewModel &setting = *m_environments->setting();
        QVERIFY2(!setting.errorText().isEmpty() || !setting.reportText().isEmpty(), "nobody is told");
        QVERIFY(!setting.document()->isEmpty());
        QVERIFY2(setting.goHint().isEmpty(), qPrintable(setting.goHint()));
        setting.go();
        QTRY_COMPARE(setting.targets()->count(Target::Set), 1);
        const QString id = m_ada->session->environments()->secretIdOf(m_staging, QStringLiteral("HALF_KEY"));
        QTRY_VERIFY(m_ada->isListed(id));
        QCOMPARE(m_ada->reveal(id), QByteArray("canary-half"));
    }

    void aRevokedTokenIsNamed() // the last: no token is good afterwards
    {
        QVERIFY(m_demo->setFaults({{QStringLiteral("expire_tokens"), true}}));
        m_environments->setFolder(m_ada->session.get(), m_staging);
        m_environments->compareFolder();
        QTRY_VERIFY(!comparison().isBusy());
        QString told = comparison().errorText() + comparison().errorHint();
        for (const Choice &column : comparison().environments()->choices())
            told += column.hint;
        QVERIFY2(told.contains(QStringLiteral("Read")), qPrintable(told));
        QVERIFY(!make(QStringLiteral("LATE_KEY"), "canary-late", false));
        const EnvironmentValueViewModel &setting = *m_environments->setting();
        const QString refused = setting.errorText() + setting.errorHint();
        QVERIFY2(refused.contains(QStringLiteral("Write")), qPrintable(refused));
    }
};

QTEST_MAIN(CommandKScreensTest)
#include "tst_commandkscreens.moc"
