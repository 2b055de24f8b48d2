// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/program.h"
#include "app/singleinstance.h"

#include <QObject>

#include <memory>

namespace coffret {

class Gallery;
class Tour;

/// Starts the program the way the command line asks, and exchanges it for the demonstration when the user wants that.
/// Made in main, main thread.
class Application : public QObject
{
    Q_OBJECT
public:
    [[nodiscard]] static Profile profileOf(const CommandLine &line);
    /// token: what the desktop gave this start along (XDG_ACTIVATION_TOKEN); read before Qt takes it away.
    explicit Application(CommandLine line, QString token = {}, QObject *parent = nullptr);
    ~Application() override;

    /// Locks the program that runs on the profile, if one does. What the process ends with.
    [[nodiscard]] static int lockRunning(const CommandLine &line);

    /// False when there is nothing to run: another instance took over, or the program could not start. exitCode is then
    /// what the process ends with.
    [[nodiscard]] bool start(int &exitCode);

    /// To be called when the event loop has ended: runs it again, for a few seconds at most, until every server was
    /// told that its session is over and what was checked out is given back, and a clipboard manager, if there is one,
    /// has noticed that the clipboard is empty.
    void sayGoodbye();

    /// Null while a demonstration starts.
    [[nodiscard]] Program *program() { return m_program.get(); }
    [[nodiscard]] bool isDemo() const { return m_isDemo; }
    [[nodiscard]] const DemoHandout &handout() const { return m_handout; } ///< of the demonstration

private:
    [[nodiscard]] bool startProgram(const Profile &profile, std::unique_ptr<Demo> demo);
    void startTour();
    void startDemo();
    [[nodiscard]] bool saveTimes(const Profile &profile) const; ///< how long the demonstration shows values
    void onDemoReady();
    void onDemoFailed(const QString &detail);
    [[nodiscard]] std::optional<Wish> wishOfStart() const;
    [[nodiscard]] bool startProfile();
    void onWish(const Wish &wish);
    void carryOut(const Wish &wish);
    void onCall(ControlConnection *call);

    CommandLine m_line;
    QString m_token;
    SingleInstance m_instance;
    QList<Wish> m_waiting;        ///< from outside, while no program is there
    bool m_isService = false;     ///< started for a wish that is yet to come
    std::unique_ptr<Demo> m_demo; ///< while it starts
    std::unique_ptr<Program> m_program;
    std::unique_ptr<QTemporaryDir> m_tourProfile; ///< where a tour begins, without any account
    std::unique_ptr<Tour> m_tour;
    std::unique_ptr<Gallery> m_gallery;
    DemoHandout m_handout;
    bool m_isDemo = false;
};

} // namespace coffret
