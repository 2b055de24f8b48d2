// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/editfieldmodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/texts.h"

#include <QQmlEngine>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

QString helpOf(const EditField &field)
{
    if (field.isTakenBack)
        //: Help under a field of a secret to which access has ended while it was being changed.
        return EditFieldModel::tr("Taken back when your access ended. On the server it stays as it is.");
    if (field.kind == FieldKind::Totp)
        //: Help under the field of a one-time code. otpauth:// is the beginning of such an address.
        return EditFieldModel::tr("The key the service shows when you turn it on: letters and digits, or an address "
                                  "that begins with otpauth://");
    return {};
}

constexpr std::array KindNames{QLatin1String("text"), QLatin1String("password"), QLatin1String("number"),
                               QLatin1String("boolean"), QLatin1String("uri")}; // as CustomKind

} // namespace

EditFieldModel::EditFieldModel(QObject *parent) : QAbstractListModel(parent) {}

EditFieldModel::~EditFieldModel() = default;

void EditFieldModel::watch(const EditField &field)
{
    SecretDocument *document = field.document.get();
    QQmlEngine::setObjectOwnership(document, QQmlEngine::CppOwnership);
    connect(document, &SecretDocument::valueChanged, this, &EditFieldModel::edited);
    connect(document, &SecretDocument::copyRequested, this, [this, document] { Q_EMIT copyRequested(document); });
}

void EditFieldModel::setFields(std::vector<EditField> fields)
{
    beginResetModel();
    const std::vector<EditField> gone = std::exchange(m_fields, std::move(fields)); // views let go before they do
    for (const EditField &field : m_fields)
        watch(field);
    m_original = outline();
    endResetModel();
    for (const EditField &field : gone)
        disconnect(field.document.get(), nullptr, this, nullptr);
    Q_EMIT countChanged();
}

void EditFieldModel::clear()
{
    setFields({});
}

void EditFieldModel::add(EditField field)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_fields.push_back(std::move(field));
    watch(m_fields.back());
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT edited();
}

void EditFieldModel::remove(int row)
{
    if (row < 0 || row >= rowCount() || m_fields[static_cast<std::size_t>(row)].stays)
        return;
    beginRemoveRows({}, row, row);
    const EditField gone = std::move(m_fields[static_cast<std::size_t>(row)]);
    m_fields.erase(m_fields.begin() + row);
    endRemoveRows();
    disconnect(gone.document.get(), nullptr, this, nullptr);
    Q_EMIT countChanged();
    Q_EMIT edited();
}

void EditFieldModel::setLabel(int row, const QString &label)
{
    if (row < 0 || row >= rowCount())
        return;
    EditField &field = m_fields[static_cast<std::size_t>(row)];
    if (field.kind != FieldKind::Custom || field.label == label)
        return;
    field.label = label;
    Q_EMIT dataChanged(index(row), index(row), {LabelRole});
    Q_EMIT edited();
}

EditField *EditFieldModel::addedCustomField(int row)
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    EditField &field = m_fields[static_cast<std::size_t>(row)];
    return field.customKind ? &field : nullptr;
}

void EditFieldModel::setCustomKind(int row, const QString &kind)
{
    EditField *const field = addedCustomField(row);
    const auto found = std::find(KindNames.begin(), KindNames.end(), kind);
    if (field == nullptr || found == KindNames.end())
        return;
    const auto chosen = static_cast<CustomKind>(found - KindNames.begin());
    if (field->customKind == chosen)
        return;
    const bool wasFlag = field->customKind == CustomKind::Boolean;
    field->customKind = chosen;
    field->isProtected = field->isProtected || chosen == CustomKind::Password;
    if (chosen == CustomKind::Boolean) {
        field->earlier = field->document->value().clone();
        field->document->replaceAll("false");
    } else if (wasFlag) {
        field->document->replaceAll(std::exchange(field->earlier, {}).view());
    }
    Q_EMIT dataChanged(index(row), index(row), {CustomKindRole, IsProtectedRole, FlagRole});
    Q_EMIT edited();
}

void EditFieldModel::setProtected(int row, bool isProtected)
{
    EditField *const field = addedCustomField(row);
    if (field == nullptr || field->customKind == CustomKind::Password || field->isProtected == isProtected)
        return;
    field->isProtected = isProtected;
    Q_EMIT dataChanged(index(row), index(row), {IsProtectedRole});
    Q_EMIT edited();
}

void EditFieldModel::setFlag(int row, bool flag)
{
    EditField *const field = addedCustomField(row);
    if (field == nullptr || field->customKind != CustomKind::Boolean)
        return;
    field->document->replaceAll(flag ? "true" : "false");
    Q_EMIT dataChanged(index(row), index(row), {FlagRole});
}

void EditFieldModel::takeBack()
{
    for (EditField &field : m_fields) {
        if (!field.isProtected || field.isAdded)
            continue;
        field.earlier = {};
        field.isTakenBack = !field.document->isChanged();
        if (field.isTakenBack)
            field.document->wipe();
        else
            field.document->forgetPast();
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {HelpRole});
}

void EditFieldModel::giveBack(const std::vector<SecretField> &values)
{
    for (const SecretField &value : values) {
        const auto place = std::find_if(m_fields.begin(), m_fields.end(),
                                        [&value](const EditField &field) { return field.key == value.key; });
        if (place != m_fields.end() && place->isTakenBack && !place->document->isChanged())
            place->document->setValue(value.value.clone());
    }
    for (EditField &field : m_fields)
        field.isTakenBack = false;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {HelpRole});
}

void EditFieldModel::setErrors(const std::map<QString, QString> &errors)
{
    for (int row = 0; row < rowCount(); ++row) {
        EditField &field = m_fields[static_cast<std::size_t>(row)];
        const auto found = errors.find(field.key);
        const QString error = found == errors.end() ? QString() : found->second;
        if (field.error == error)
            continue;
        field.error = error;
        Q_EMIT dataChanged(index(row), index(row), {ErrorRole});
    }
}

void EditFieldModel::setProblem(const QString &key, const QString &problem)
{
    for (int row = 0; row < rowCount(); ++row) {
        EditField &field = m_fields[static_cast<std::size_t>(row)];
        if (field.key != key || field.problem == problem)
            continue;
        field.problem = problem;
        Q_EMIT dataChanged(index(row), index(row), {ErrorRole});
    }
}

const EditField *EditFieldModel::field(const QString &key) const
{
    const auto found =
        std::find_if(m_fields.begin(), m_fields.end(), [&key](const EditField &field) { return field.key == key; });
    return found == m_fields.end() ? nullptr : &*found;
}

std::vector<std::pair<QString, QString>> EditFieldModel::outline() const
{
    std::vector<std::pair<QString, QString>> outline;
    for (const EditField &field : m_fields) {
        if (!field.document->isEmpty() || !field.label.isEmpty()) // an empty one is as good as none
            outline.emplace_back(field.key, field.label);
    }
    return outline;
}

bool EditFieldModel::isChanged() const
{
    return outline() != m_original || std::any_of(m_fields.begin(), m_fields.end(),
                                                  [](const EditField &field) { return field.document->isChanged(); });
}

int EditFieldModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size());
}

QVariant EditFieldModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const EditField &field = m_fields[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole:
        return field.key;
    case LabelRole:
        return field.kind == FieldKind::Custom ? field.label : fieldLabel(field.kind, {});
    case Qt::DisplayRole:
        return fieldLabel(field.kind, visibleText(field.label));
    case KindRole:
        return field.kind == FieldKind::Custom ? QStringLiteral("custom") : fieldKey(field.kind);
    case HelpRole:
        return helpOf(field);
    case CustomRole:
        return field.kind == FieldKind::Custom;
    case DocumentRole:
        return QVariant::fromValue(field.document.get());
    case IsProtectedRole:
        return field.isProtected;
    case MultilineRole:
        return isMultiline(field.kind);
    case RemovableRole:
        return !field.stays;
    case ErrorRole:
        return field.error.isEmpty() ? field.problem : field.error;
    case KindsRole:
        return field.customKind.has_value();
    case CustomKindRole:
        return field.customKind ? QString(KindNames[static_cast<std::size_t>(*field.customKind)]) : QString();
    case FlagRole:
        return field.customKind == CustomKind::Boolean && field.document->value().view() == "true";
    default:
        return {};
    }
}

QHash<int, QByteArray> EditFieldModel::roleNames() const
{
    return {
        {KeyRole, QByteArrayLiteral("key")},
        {LabelRole, QByteArrayLiteral("label")},
        {KindRole, QByteArrayLiteral("kind")},
        {HelpRole, QByteArrayLiteral("helpText")},
        {CustomRole, QByteArrayLiteral("custom")},
        {DocumentRole, QByteArrayLiteral("document")},
        {IsProtectedRole, QByteArrayLiteral("isProtected")},
        {MultilineRole, QByteArrayLiteral("multiline")},
        {RemovableRole, QByteArrayLiteral("removable")},
        {ErrorRole, QByteArrayLiteral("errorText")},
        {KindsRole, QByteArrayLiteral("hasKinds")},
        {CustomKindRole, QByteArrayLiteral("customKind")},
        {FlagRole, QByteArrayLiteral("flag")},
    };
}

} // namespace coffret
