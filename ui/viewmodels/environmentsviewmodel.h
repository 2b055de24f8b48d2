// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/environmenttext.h"
#include "ui/viewmodels/comparisonviewmodel.h"
#include "ui/viewmodels/environmentexportviewmodel.h"
#include "ui/viewmodels/environmentimportviewmodel.h"
#include "ui/viewmodels/environmentvalueviewmodel.h"

namespace coffret {

/// What can be done where an application keeps one value for each environment: with the shown secret, and with the
/// folder whose menu is open. Owned by BrowseViewModel, main thread.
class EnvironmentsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool offered READ isOffered NOTIFY changed)
    Q_PROPERTY(bool offeredInFolder READ isOfferedInFolder NOTIFY changed)
    Q_PROPERTY(QString writeHint READ writeHint NOTIFY changed)
    Q_PROPERTY(QString copyHint READ copyHint NOTIFY changed)
    Q_PROPERTY(QString importHint READ importHint NOTIFY changed)
    Q_PROPERTY(QString exportHint READ exportHint NOTIFY changed)
    Q_PROPERTY(coffret::ComparisonViewModel *comparison READ comparison CONSTANT)
    Q_PROPERTY(coffret::EnvironmentValueViewModel *setting READ setting CONSTANT)
    Q_PROPERTY(coffret::EnvironmentImportViewModel *importing READ importing CONSTANT)
    Q_PROPERTY(coffret::EnvironmentExportViewModel *exporting READ exporting CONSTANT)
public:
    enum Format { KeyValue, ExportLine, Json };
    Q_ENUM(Format)

    EnvironmentsViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast, OpenPgp &openPgp,
                          const Clock &clock, QObject *parent = nullptr);
    ~EnvironmentsViewModel() override;

    void setSecret(Session *session, const SecretSummary &summary); ///< an empty id: none
    void setFolder(Session *session, const QString &collectionId);
    void hideValues(); ///< whether they may be shown has changed
    void clear();      ///< and closes what is open
    /// For what an editor could not create, since the name is taken: asks where its value goes.
    void offerTaken(Session *session, const QString &environmentId, const QString &name, SecretBuffer value);

    [[nodiscard]] bool isOffered() const; ///< for the shown secret
    [[nodiscard]] bool isOfferedInFolder() const;
    // Why not; empty when it can be done.
    [[nodiscard]] QString writeHint() const;
    [[nodiscard]] QString copyHint() const;
    [[nodiscard]] QString importHint() const;
    [[nodiscard]] QString exportHint() const;
    [[nodiscard]] ComparisonViewModel *comparison() { return &m_comparison; }
    [[nodiscard]] EnvironmentValueViewModel *setting() { return &m_setting; }
    [[nodiscard]] EnvironmentImportViewModel *importing() { return &m_importing; }
    [[nodiscard]] EnvironmentExportViewModel *exporting() { return &m_exporting; }

    Q_INVOKABLE void compareSecret();
    Q_INVOKABLE void setValue(); ///< of the shown secret, in environments to choose
    Q_INVOKABLE void copyAs(Format format);
    Q_INVOKABLE void compareFolder();
    Q_INVOKABLE void newInFolder();
    Q_INVOKABLE void importFile();
    Q_INVOKABLE void exportFile();

Q_SIGNALS:
    void changed();
    void secretWanted(const QString &secretId);

private:
    [[nodiscard]] static QString whyNotCopied(const EnvironmentText &text, const QString &name);
    [[nodiscard]] QString environmentHint() const; ///< the folder is not one environment
    [[nodiscard]] QString applicationOf(const QString &id) const;

    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    ComparisonViewModel m_comparison;
    EnvironmentValueViewModel m_setting;
    EnvironmentImportViewModel m_importing;
    EnvironmentExportViewModel m_exporting;
    QPointer<Session> m_session;
    SecretSummary m_summary;
    QString m_folderId;
    bool m_copying = false;
    quint64 m_generation = 0; ///< a text about another secret is dropped
    std::stop_source m_stop;
};

} // namespace coffret
