// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/choicelistmodel.h"
#include "ui/models/environmentcellmodel.h"
#include "ui/viewmodels/shownvalue.h"

namespace coffret {

/// The environments of an application side by side: which names are where, whether values are the same once somebody
/// asks for that, and the one value that is looked at. Owned by EnvironmentsViewModel, main thread.
class ComparisonViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed)
    Q_PROPERTY(bool valuesCompared READ areValuesCompared NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY changed)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY changed)
    Q_PROPERTY(bool onlyDifferences READ isOnlyDifferences WRITE setOnlyDifferences NOTIFY changed)
    Q_PROPERTY(coffret::EnvironmentCellModel *cells READ cells CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *names READ names CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *environments READ environments CONSTANT)
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged)
    Q_PROPERTY(QString currentHeading READ currentHeading NOTIFY currentChanged)
    Q_PROPERTY(QString currentText READ currentText NOTIFY currentChanged)
    Q_PROPERTY(bool hasValue READ hasValue NOTIFY currentChanged)
    Q_PROPERTY(QString setHint READ setHint NOTIFY currentChanged)
    Q_PROPERTY(coffret::ShownValue *value READ value CONSTANT)
public:
    ComparisonViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                        QObject *parent = nullptr);
    ~ComparisonViewModel() override;

    /// name: of a secret to begin at; may be empty.
    void show(Session *session, const QString &applicationId, const QString &name);
    void reload(); ///< as it was last asked for; nothing while closed

    [[nodiscard]] bool isOpen() const { return !m_applicationId.isEmpty(); }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool areValuesCompared() const { return m_cells.table().valuesCompared; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString summary() const; ///< how much differs, in a sentence
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] QString emptyText() const; ///< in place of rows; empty when there are some
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString &text);
    [[nodiscard]] bool isOnlyDifferences() const { return m_onlyDifferences; }
    void setOnlyDifferences(bool only);
    [[nodiscard]] EnvironmentCellModel *cells() { return &m_cells; }
    [[nodiscard]] ChoiceListModel *names() { return &m_names; }               ///< hint: what the row comes to
    [[nodiscard]] ChoiceListModel *environments() { return &m_environments; } ///< hint: why it could not be read
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int cell);
    [[nodiscard]] QString currentHeading() const;
    [[nodiscard]] QString currentText() const;
    [[nodiscard]] bool hasValue() const;
    [[nodiscard]] QString setHint() const; ///< why the current cell's value cannot be set; empty when it can
    [[nodiscard]] ShownValue *value() { return &m_value; }

    Q_INVOKABLE void compareValues(); ///< fetches every value of these environments
    Q_INVOKABLE void toggle();        ///< shows or hides the current cell's value
    Q_INVOKABLE void copy();
    Q_INVOKABLE void set(); ///< asks for a value for the current cell
    Q_INVOKABLE void retry() { reload(); }
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void currentChanged();
    void valueWanted(const QString &name, const QString &environmentId);

private:
    void load(VaultEnvironments::Depth depth);
    void take(EnvironmentTable table);
    void narrow(const std::function<void()> &change);
    void listRows();
    void listColumns();
    [[nodiscard]] QString summaryOfValues() const;
    [[nodiscard]] QString summaryOfNames() const;

    QPointer<Session> m_session;
    EnvironmentCellModel m_cells;
    ChoiceListModel m_names;
    ChoiceListModel m_environments;
    ShownValue m_value;
    QString m_applicationId;
    QString m_name; ///< to begin at, or that of the current row
    QString m_filter;
    std::optional<Error> m_error;
    VaultEnvironments::Depth m_depth = VaultEnvironments::Depth::Names;
    int m_current = -1;
    bool m_onlyDifferences = false;
    bool m_busy = false;
    bool m_loaded = false;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
