// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QVariant>

#include <deque>

class QAbstractItemModel;
class QJSValue;
class QModelIndex;
class QQmlContext;

namespace coffret::test {

/// Reads everything that QML could read, starting at some objects: the properties of each (declared in C++ or QML, or
/// dynamic), and from there its children, its child items, the objects attached to it or held by a property, the rows
/// of models, and the objects that QML contexts are about. Values are kept as text, whatever they were wrapped in.
/// Looks once, when told to; main thread.
class PropertyWalk
{
public:
    explicit PropertyWalk(const QList<QObject *> &roots);

    /// Where a text with one of these words in it was read, as path.property; the words are ASCII.
    [[nodiscard]] QStringList placesOf(const QStringList &words) const;
    [[nodiscard]] QStringList placesOf(const QString &word) const { return placesOf(QStringList{word}); }
    [[nodiscard]] qsizetype objectCount() const { return m_paths.size(); }
    [[nodiscard]] qsizetype textCount() const { return m_texts.size(); }
    /// Names of the classes of what was visited; those made by QML without the number at the end.
    [[nodiscard]] QSet<QString> classes() const;
    template <class T>
    [[nodiscard]] QList<T *> all() const
    {
        QList<T *> found;
        for (QObject *object : m_visited) {
            if (T *match = qobject_cast<T *>(object))
                found.append(match);
        }
        return found;
    }

private:
    struct Text
    {
        QString place;
        QString text;
    };
    void enqueue(QObject *object, const QString &path);
    void read(QObject &object, const QString &path);
    void readProperties(QObject &object, const QString &path);
    void readContext(const QQmlContext &context, const QString &path);
    void readModel(const QAbstractItemModel &model, const QModelIndex &parent, const QString &path);
    void take(const QVariant &value, const QString &place, int depth = 0);
    bool takeText(const QVariant &value, const QString &place);
    bool takeMany(const QVariant &value, const QString &place, int depth);
    void takeGadget(const QMetaObject &type, const void *gadget, const QString &place, int depth);
    void takeScriptValue(const QJSValue &value, const QString &place, int depth);
    void keep(const QString &text, const QString &place);

    std::deque<std::pair<QPointer<QObject>, QString>> m_waiting; ///< with their paths
    QHash<const QObject *, QString> m_paths;
    QList<QObject *> m_visited;
    QList<Text> m_texts;
};

} // namespace coffret::test
