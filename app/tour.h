// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

class QQuickWindow;

namespace coffret {

class AppViewModel;
class Application;
class BrowseViewModel;
class FirstRunViewModel;

/// Leads the real program through its main states on made-up data and saves a picture of each. A step begins when the
/// one before is seen to have happened; a picture is taken once the window stands still. Owned by Application.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(Application &application, QString folder, QObject *parent = nullptr);
    ~Tour() override;
    void start();

private:
    struct Step
    {
        QString picture; ///< file name without ending; empty: none is taken
        std::function<void()> act;
        std::function<bool()> happened;
        bool ofLookup = false; ///< the picture is of the quick lookup
    };
    void addFirstRun(const QString &scheme);
    void addDemo();
    void addAccounts(const QString &scheme);
    void addSecret(const QString &scheme);
    void addLookup(const QString &scheme);
    void addLock(const QString &scheme);
    // tourenrolment.cpp
    void addKit(const QString &scheme);
    void addLink(const QString &scheme);
    void addSetup(const QString &picture, std::function<void(FirstRunViewModel &)> act,
                  std::function<bool(FirstRunViewModel &)> happened);
    // tourorganise.cpp
    void addPlaces(const QString &scheme);
    void addTags(const QString &scheme);
    void addSymbols(const QString &scheme);
    [[nodiscard]] QObject *child(const QString &name) const; ///< of the main window, by its objectName
    void click(const QString &name) const;
    // tourteam.cpp
    void addEditor(const QString &scheme);
    void addSharing(const QString &scheme);
    void addTabs(const QString &scheme);
    void addSheets(const QString &scheme);
    void addSeveral(const QString &scheme);
    void addSealing(const QString &scheme);
    void addCertificates(const QString &scheme); // tourcertificates.cpp
    void addLending(const QString &scheme);      // tourlending.cpp
    void addEnvironments(const QString &scheme); // tourenvironments.cpp
    void addTransfer(const QString &scheme);     // tourtransfer.cpp
    void addOptions(const QString &scheme);      // touroptions.cpp
    // toursshkeys.cpp
    void addSshKeys(const QString &scheme);
    void addSshKeyEditor(const QString &scheme);
    // tourprogram.cpp
    void addPalette(const QString &scheme);
    void addKeys(const QString &scheme);
    void addSettings(const QString &scheme);
    // tourhelpers.cpp
    void addHelpers(const QString &scheme);
    void addShowcase(const QString &scheme);
    void addHealth(const QString &scheme); // tourhealth.cpp
    void add(const QString &picture, std::function<void(BrowseViewModel &)> act,
             std::function<bool(BrowseViewModel &)> happened);

    void tick();
    void nextStep();
    void takePicture();
    void end(int exitCode);
    [[nodiscard]] AppViewModel &app() const;
    [[nodiscard]] bool allOpen() const;

    Application &m_application;
    QString m_folder;
    std::vector<Step> m_steps;
    std::size_t m_current = 0;
    QTimer m_timer;
    QImage m_lastFrame;
    int m_waited = 0; ///< ticks in this step
    int m_frames = 0; ///< looked at since the step happened
    bool m_happened = false;
};

} // namespace coffret
