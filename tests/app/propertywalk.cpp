// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/propertywalk.h"

#include <QAbstractItemModel>
#include <QDebug>
#include <QJSValueIterator>
#include <QJsonDocument>
#include <QMetaProperty>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQmlListReference>
#include <QQuickItem>
#include <QQuickWindow>
#include <QRegularExpression>
#include <QThread>
#include <QUrl>

#include <algorithm>
#include <numeric>

namespace coffret::test {

namespace {

constexpr int DeepestValue = 8;

QString classOf(const QObject &object)
{
    static const QRegularExpression number(QStringLiteral("_QML(TYPE)?_\\d+.*$"));
    return QString::fromLatin1(object.metaObject()->className()).remove(number);
}

/// ASCII words stay readable whichever of UTF-8, UTF-16 and UTF-32 the bytes are.
QString textOf(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes).remove(QChar(0));
}

/// Numbers, and what consists of numbers alone.
bool isWordless(QMetaType type)
{
    static const QSet<int> types{
        QMetaType::Bool,      QMetaType::Int,       QMetaType::UInt,       QMetaType::LongLong,   QMetaType::ULongLong,
        QMetaType::Double,    QMetaType::Float,     QMetaType::QRect,      QMetaType::QRectF,     QMetaType::QPoint,
        QMetaType::QPointF,   QMetaType::QSize,     QMetaType::QSizeF,     QMetaType::QColor,     QMetaType::QVector2D,
        QMetaType::QVector3D, QMetaType::QVector4D, QMetaType::QMatrix4x4, QMetaType::QQuaternion};
    return types.contains(type.id());
}

} // namespace

PropertyWalk::PropertyWalk(const QList<QObject *> &roots)
{
    for (QObject *root : roots)
        enqueue(root, {});
    while (!m_waiting.empty()) { // breadth first, for short paths
        const auto [object, path] = m_waiting.front();
        m_waiting.pop_front();
        if (object)
            read(*object, path);
    }
}

void PropertyWalk::enqueue(QObject *object, const QString &path)
{
    if (!object || m_paths.contains(object) || object->thread() != QThread::currentThread())
        return;
    if (!object->metaObject()->inherits(&QObject::staticMetaObject))
        return; // the engine's window on a value type: has nothing of its own, and nothing at all while unused
    const QString name = object->objectName();
    const QString called = name.isEmpty() ? classOf(*object) : classOf(*object) + QLatin1Char('#') + name;
    m_paths.insert(object, path.isEmpty() ? called : path + QLatin1Char('/') + called);
    m_visited.append(object);
    m_waiting.emplace_back(object, m_paths.value(object));
}

void PropertyWalk::read(QObject &object, const QString &path)
{
    for (QObject *child : object.children()) // among them what is attached
        enqueue(child, path);
    if (const auto *item = qobject_cast<QQuickItem *>(&object)) {
        for (QQuickItem *child : item->childItems())
            enqueue(child, path);
    }
    if (const auto *window = qobject_cast<QQuickWindow *>(&object))
        enqueue(window->contentItem(), path);
    if (const auto *model = qobject_cast<QAbstractItemModel *>(&object))
        readModel(*model, {}, path);
    if (const auto *engine = qobject_cast<QQmlEngine *>(&object))
        enqueue(engine->rootContext(), path);
    if (const auto *context = qobject_cast<QQmlContext *>(&object))
        readContext(*context, path);
    enqueue(qmlContext(&object), path + QStringLiteral("(context)"));
    readProperties(object, path);
}

void PropertyWalk::readProperties(QObject &object, const QString &path)
{
    const QMetaObject &type = *object.metaObject();
    for (int i = 0; i < type.propertyCount(); ++i) {
        const QMetaProperty property = type.property(i);
        if (property.isEnumType() || isWordless(property.metaType()))
            continue;
        const QString place = path + QLatin1Char('.') + QLatin1String(property.name());
        if (QByteArrayView(property.typeName()).startsWith("QQmlListProperty<")) {
            const QQmlListReference list(&object, property.name());
            for (qsizetype at = 0; list.canCount() && list.canAt() && at < list.count(); ++at)
                enqueue(list.at(at), place);
        } else {
            take(property.read(&object), place);
        }
    }
    for (const QByteArray &name : object.dynamicPropertyNames())
        take(object.property(name.constData()), path + QLatin1Char('.') + QLatin1String(name));
}

void PropertyWalk::readContext(const QQmlContext &context, const QString &path)
{
    enqueue(context.contextObject(), path);
    enqueue(context.parentContext(), path);
    for (const char *name : {"model", "modelData"}) // set by Qt alone: the program sets none, and they cannot be listed
        take(context.contextProperty(QLatin1String(name)), path + QLatin1Char('.') + QLatin1String(name));
}

void PropertyWalk::readModel(const QAbstractItemModel &model, const QModelIndex &parent, const QString &path)
{
    if (model.inherits("QQmlListModel") && !qmlEngine(&model))
        return; // a copy for other threads, which reading the original's properties has made; it cannot be asked
    QList<int> roles = model.roleNames().keys();
    if (QByteArrayView(model.metaObject()->className()).startsWith("coffret::")) { // roles without a name as well
        roles.resize(Qt::UserRole + 32);
        std::iota(roles.begin(), roles.end(), 0);
    }
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            const QString place = QStringLiteral("%1[%2]").arg(path).arg(row);
            for (const int role : roles)
                take(index.data(role), place);
            readModel(model, index, place);
        }
    }
}

void PropertyWalk::take(const QVariant &value, const QString &place, int depth)
{
    const QMetaType type = value.metaType();
    if (!value.isValid() || isWordless(type) || value.isNull() || depth > DeepestValue)
        return;
    if (type == QMetaType::fromType<QVariant>())
        return take(*static_cast<const QVariant *>(value.constData()), place, depth + 1);
    if (type == QMetaType::fromType<QJSValue>())
        return takeScriptValue(value.value<QJSValue>(), place, depth);
    if (type.flags().testFlag(QMetaType::PointerToQObject))
        return enqueue(value.value<QObject *>(), place);
    if (takeText(value, place) || takeMany(value, place, depth))
        return;
    if (type.flags().testFlag(QMetaType::IsGadget) && type.metaObject())
        takeGadget(*type.metaObject(), value.constData(), place, depth);
    else if (type.flags().testFlag(QMetaType::PointerToGadget) && type.metaObject())
        takeGadget(*type.metaObject(), *static_cast<void *const *>(value.constData()), place, depth);
    QString shown; // whatever it is, what is said of it counts
    QDebug(&shown) << value;
    keep(shown, place);
    keep(value.toString(), place);
}

bool PropertyWalk::takeText(const QVariant &value, const QString &place)
{
    switch (value.metaType().id()) {
    case QMetaType::QByteArray:
        keep(textOf(value.toByteArray()), place);
        return true;
    case QMetaType::QUrl:
        keep(QUrl::fromPercentEncoding(value.toUrl().toEncoded()), place);
        return true;
    case QMetaType::QString:
        keep(value.toString(), place);
        return true;
    case QMetaType::QJsonDocument:
        keep(QString::fromUtf8(value.toJsonDocument().toJson()), place);
        return true;
    default:
        return false;
    }
}

bool PropertyWalk::takeMany(const QVariant &value, const QString &place, int depth)
{
    if (value.canConvert<QVariantMap>()) {
        const QVariantMap map = value.toMap();
        for (auto entry = map.begin(); entry != map.end(); ++entry) {
            keep(entry.key(), place);
            take(entry.value(), place + QLatin1Char('.') + entry.key(), depth + 1);
        }
        return true;
    }
    if (value.canConvert<QVariantList>()) {
        const QVariantList list = value.toList();
        for (qsizetype i = 0; i < list.size(); ++i)
            take(list[i], QStringLiteral("%1[%2]").arg(place).arg(i), depth + 1);
        return true;
    }
    return false;
}

void PropertyWalk::takeGadget(const QMetaObject &type, const void *gadget, const QString &place, int depth)
{
    for (int i = 0; gadget && i < type.propertyCount(); ++i) {
        const QMetaProperty property = type.property(i);
        take(property.readOnGadget(gadget), place + QLatin1Char('.') + QLatin1String(property.name()), depth + 1);
    }
}

void PropertyWalk::takeScriptValue(const QJSValue &value, const QString &place, int depth)
{
    if (value.isQObject())
        return enqueue(value.toQObject(), place);
    if (value.isVariant())
        return take(value.toVariant(), place, depth + 1);
    keep(value.toString(), place);
    if (!value.isObject() || value.isCallable() || depth > DeepestValue)
        return;
    QJSValueIterator entry(value);
    while (entry.next()) {
        keep(entry.name(), place);
        takeScriptValue(entry.value(), place + QLatin1Char('.') + entry.name(), depth + 1);
    }
}

void PropertyWalk::keep(const QString &text, const QString &place)
{
    if (!text.isEmpty())
        m_texts.append({place, text});
}

QStringList PropertyWalk::placesOf(const QStringList &words) const
{
    QHash<QString, bool> known; // most texts occur many times
    QStringList places;
    for (const Text &text : m_texts) {
        auto has = known.find(text.text);
        if (has == known.end())
            has = known.insert(text.text, std::any_of(words.begin(), words.end(), [&](const QString &word) {
                                   return text.text.contains(word, Qt::CaseInsensitive);
                               }));
        if (*has)
            places.append(text.place);
    }
    return places;
}

QSet<QString> PropertyWalk::classes() const
{
    QSet<QString> names;
    for (const QObject *object : m_visited)
        names.insert(classOf(*object));
    return names;
}

} // namespace coffret::test
