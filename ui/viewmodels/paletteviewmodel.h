// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/palettemodel.h"

#include <QObject>

namespace coffret {

class AppViewModel;
class Session;
class SessionList;
struct SidebarNode;

/// The command palette: every command, and every list, collection and tag of the open accounts, by name. Forgets what
/// was typed when it closes. Owned by AppViewModel, main thread.
class PaletteViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool active READ isActive NOTIFY activeChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(coffret::PaletteModel *rows READ rows CONSTANT)
    Q_PROPERTY(int currentIndex READ currentIndex NOTIFY currentIndexChanged)
    Q_PROPERTY(QString currentText READ currentText NOTIFY currentIndexChanged)
    Q_PROPERTY(QString statusText READ statusText NOTIFY queryChanged)
public:
    PaletteViewModel(AppViewModel &app, SessionList &sessions, QObject *parent = nullptr);
    ~PaletteViewModel() override;

    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    [[nodiscard]] PaletteModel *rows() { return &m_rows; }
    [[nodiscard]] int currentIndex() const { return m_currentIndex; }
    [[nodiscard]] QString
    currentText() const; ///< the current row, for a screen reader: what, where, which key, why not
    [[nodiscard]] QString statusText() const;

    Q_INVOKABLE void show();
    Q_INVOKABLE void hide();
    Q_INVOKABLE void move(int delta); ///< ends at the first and the last row; one more step goes round
    Q_INVOKABLE void activate();
    Q_INVOKABLE void activateAt(int row);

Q_SIGNALS:
    void activeChanged();
    void queryChanged();
    void currentIndexChanged();
    void wentToPlace();

private:
    void prepare();
    void prepareWhenShown();
    void addCommands(std::vector<PaletteEntry> &entries) const;
    void addAccounts(std::vector<PaletteEntry> &entries) const;
    void addPlaces(std::vector<PaletteEntry> &entries, const Session &session) const;
    void update();
    void setCurrentIndex(int index);
    void go(const PaletteEntry &place);

    AppViewModel &m_app;
    SessionList &m_sessions;
    PaletteModel m_rows;
    QString m_query;
    int m_currentIndex = -1;
    bool m_active = false;
};

} // namespace coffret
