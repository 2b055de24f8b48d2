// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace coffret {

/// One thing that can be done in the main window, as its keys, menus, the list of keys and the command palette know it.
/// Owned by CommandTable, main thread.
class Command : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QString id READ id CONSTANT)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString symbol READ symbol CONSTANT)
    Q_PROPERTY(QStringList keys READ keys CONSTANT)
    Q_PROPERTY(QStringList shownKeys READ shownKeys CONSTANT)
    Q_PROPERTY(QString firstKey READ firstKey CONSTANT)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(bool awake READ isAwake NOTIFY changed)
public:
    struct Spec
    {
        QString id;
        QString group; ///< its heading
        QString name;
        std::function<QString()> nameNow; ///< where it depends on how things are; empty: name
        QString symbol;
        QStringList keys;                ///< of the whole window, as QKeySequence reads them
        QStringList localKeys;           ///< handled where the keyboard is, as they are shown
        std::function<void()> run;       ///< empty: it can only be done by its keys
        std::function<QString()> asleep; ///< why its keys mean nothing now, or something else; empty: they always do
        std::function<QString()> reason; ///< why it cannot be done although they do; said when they are pressed
        bool offered = true;             ///< in the command palette
    };
    explicit Command(Spec spec, QObject *parent = nullptr);
    ~Command() override;

    [[nodiscard]] QString id() const { return m_spec.id; }
    [[nodiscard]] QString group() const { return m_spec.group; }
    [[nodiscard]] QString name() const { return m_spec.nameNow ? m_spec.nameNow() : m_spec.name; }
    [[nodiscard]] QString symbol() const { return m_spec.symbol; }
    [[nodiscard]] QStringList keys() const { return m_spec.keys; }
    [[nodiscard]] QStringList shownKeys() const;              ///< all of them, as the keyboard names them
    [[nodiscard]] QString keysText() const;                   ///< the same in one line, to search in
    [[nodiscard]] QString firstKey() const;                   ///< where there is room for one
    [[nodiscard]] QString reason() const { return m_reason; } ///< why it cannot be done now; empty when it can
    [[nodiscard]] bool isAvailable() const { return m_reason.isEmpty(); }
    [[nodiscard]] bool isAwake() const { return m_awake; }
    [[nodiscard]] bool isOffered() const { return m_spec.offered && m_spec.run; }
    void refresh(); ///< asks again whether it can be done

    Q_INVOKABLE void run();

Q_SIGNALS:
    void changed();
    void refused(const QString &reason); ///< it cannot be done now

private:
    Spec m_spec;
    QString m_reason;
    QString m_name; ///< as it was said last
    bool m_awake = true;
};

} // namespace coffret
