// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/importlinemodel.h"

namespace coffret {

/// A .env file on its way into one environment: which file, what each line comes to, and how far writing is. Owned by
/// EnvironmentsViewModel, main thread.
class EnvironmentImportViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Stage stage READ stage NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString path READ path NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString goText READ goText NOTIFY changed)
    Q_PROPERTY(bool canGo READ canGo NOTIFY changed)
    Q_PROPERTY(int done READ done NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(coffret::ImportLineModel *lines READ lines CONSTANT)
public:
    enum Stage { Closed, Choosing, Planning, Review, Running, Report };
    Q_ENUM(Stage)

    explicit EnvironmentImportViewModel(QObject *parent = nullptr);
    ~EnvironmentImportViewModel() override;

    void begin(Session *session, const QString &environmentId);

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString summary() const; ///< what the file comes to, or what became of it
    [[nodiscard]] QString goText() const;
    [[nodiscard]] bool canGo() const;
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] ImportLineModel *lines() { return &m_lines; }

    Q_INVOKABLE void choose(const QString &pathOrUrl); ///< reads the file and says what it comes to
    Q_INVOKABLE void go();                             ///< also again, for what is left
    Q_INVOKABLE void stop();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    void setStage(Stage stage);
    void plan(std::shared_ptr<const SecretBuffer> file);
    void take(Expected<JobReport> report);
    [[nodiscard]] QString planSummary() const;
    [[nodiscard]] QString reportSummary() const;

    QPointer<Session> m_session;
    ImportLineModel m_lines;
    std::shared_ptr<SecretsImport> m_import;
    Stage m_stage = Closed;
    QString m_environmentId;
    QString m_path;
    std::optional<Error> m_error;
    bool m_stopped = false;
    int m_done = 0;
    int m_total = 0;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
